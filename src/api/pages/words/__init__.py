"""The words of the pages, one catalogue a language, zh-CN first. A test looks for what is missing."""
