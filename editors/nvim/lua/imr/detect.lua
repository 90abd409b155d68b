--- Which plain-text files are determinations.
local M = {}

--- So many lines are looked at.
local LINES = 80

-- Headings that stand in nothing else, in the wordings of all years.
local headings = {
  '^how the imr final determination was made:?$',
  '^imr issues,? decisions,? and rationales:?$',
  '^imr decision%(s%) and rationale%(s%):?$',
  '^final determination letter for imr case number',
}

--- Whether the first lines of a buffer are those of a determination.
---@param bufnr integer
---@return boolean
function M.is_determination(bufnr)
  for _, line in ipairs(vim.api.nvim_buf_get_lines(bufnr, 0, LINES, false)) do
    local words = vim.trim(line):lower():gsub('%s+', ' ')
    for _, heading in ipairs(headings) do
      if words:find(heading) then
        return true
      end
    end
  end
  return false
end

return M
