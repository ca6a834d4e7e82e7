"""Who does what, and how far each institution reaches."""

from __future__ import annotations

from ingest.read import parse_plan


def commitments(sentence):
    document = parse_plan(f"甲省人才行动方案\n一、任务\n1.要点。{sentence}\n".encode(), "plan.txt")
    return document, document.commitments


def actors(commitment):
    return {actor.name: actor.roles for actor in commitment.actors}


def reached(document, commitment):
    return "".join(document.text[a:b] for a, b in commitment.reach)


def test_each_item_of_an_enumeration_binds_its_own_institution():
    document, found = commitments(
        "推动青岚大学茶叶工程中心、云岭医学院康复技术研究院、东川学院竹产业协同创新中心等平台建设,促进成果转化。"
    )
    assert [c.deliverable for c in found] == [
        "茶叶工程中心",
        "康复技术研究院",
        "竹产业协同创新中心",
    ]
    assert [list(actors(c)) for c in found] == [["青岚大学"], ["云岭医学院"], ["东川学院"]]
    assert all("促进成果转化" in reached(document, c) for c in found)
    assert "竹产业" not in reached(document, found[0])
    assert all(c.open_list for c in found)


def test_institutions_govern_the_rest_of_their_sentence():
    document, (found,) = commitments("依托青岚大学、东川学院等高校,助力茶旅融合,以及民宿发展。")
    assert actors(found) == {"青岚大学": ("依托",), "东川学院": ("依托",)}
    assert "民宿发展" in reached(document, found) and found.open_list


def test_a_new_subject_ends_the_reach_of_the_last():
    document, found = commitments(
        "依托青岚大学建设湿地观测站和茶山研究院,东川学院、云岭学院建设“高原样品库”,为生态保护提供支撑。"
    )
    by_deliverable = {c.deliverable: c for c in found}
    assert list(actors(by_deliverable["茶山研究院"])) == ["青岚大学"]
    assert list(actors(by_deliverable["高原样品库"])) == ["东川学院", "云岭学院"]
    assert "高原样品库" not in reached(document, by_deliverable["茶山研究院"])
    assert all("为生态保护提供支撑" in reached(document, c) for c in found)


def test_partners_and_what_is_relied_upon():
    _, (found,) = commitments(
        "支持青岚大学联合云翼集团、东川学院牵头组建飞行联盟,依托“低空技术研究院”推进攻关。"
    )
    roles = actors(found)
    assert roles["青岚大学"] == ("支持", "牵头")
    assert roles["云翼集团"] == roles["东川学院"] == ("联合",)
    assert roles["低空技术研究院"] == ("依托",)
    assert found.deliverable == "飞行联盟" and not found.open_list


def test_what_is_being_built_does_not_act():
    _, found = commitments("推动青岚大学建设云岭冰雪学院、东川滑雪医院。")
    assert [c.deliverable for c in found] == ["云岭冰雪学院", "东川滑雪医院"]
    assert all(list(actors(c)) == ["青岚大学"] for c in found)


def test_a_counted_list_is_closed():
    _, (found,) = commitments("依托青岚大学、东川学院等2所高校,开展培训。")
    assert not found.open_list


def test_a_ministry_that_only_owns_a_platform_does_not_act():
    _, (found,) = commitments("推动青岚大学、东川学院等高校,依托教育部国际合作会议,深化交流。")
    assert list(actors(found)) == ["青岚大学", "东川学院"]


def test_responsibility_notes(notice):
    by_name = {
        actor.name: (actor.roles, commitment)
        for commitment in notice.commitments
        for actor in commitment.actors
    }
    assert by_name["市交通运输局"][0] == ("牵头",)
    assert by_name["市自然资源和规划局"][0] == ("配合",)
    assert by_name["市应急管理局"][0] == ("牵头",)
    assert by_name["云岭市消防救援支队"][0] == ("配合",)
    reach = reached(notice, by_name["市科学技术局"][1])
    assert "飞控系统" in reach and "牵头单位" not in reach


def test_notes_with_a_scope(measure):
    scopes = {c.actors[0].name: c.scope for c in measure.commitments if c.scope}
    assert scopes == {"市数据管理局": "市级各部门", "市考核办公室": "各区县"}


def test_the_plan_names_48_universities(plan):
    schools = {
        actor.name
        for commitment in plan.commitments
        for actor in commitment.actors
        if actor.kind in ("大学", "学院")
    }
    assert len(schools) == 48
