--- What is completed over several lines.
local M = {}

--- Puts text behind each NUL of the cursor's line on a line of its own, the cursor with it. Neovim 0.10 writes the line
--- ends of a completed word so.
function M.break_lines()
  local row, column = unpack(vim.api.nvim_win_get_cursor(0))
  local line = vim.api.nvim_get_current_line()
  if not line:find('\0', 1, true) then
    return
  end
  local before = vim.split(line:sub(1, column), '\0', { plain = true })
  vim.api.nvim_buf_set_lines(0, row - 1, row, false, vim.split(line, '\0', { plain = true }))
  vim.api.nvim_win_set_cursor(0, { row + #before - 1, #before[#before] })
end

return M
