def run(url, *, rounds): return ""
