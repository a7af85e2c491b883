"""The page 导入: choose, preview, confirm; works without script."""
