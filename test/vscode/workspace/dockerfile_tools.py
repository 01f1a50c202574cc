TOOLS: list[str] = []
