"""From a question to a verified answer: one LangChain ``Runnable``."""
