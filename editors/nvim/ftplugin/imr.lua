-- A determination: long lines of prose.
if vim.b.did_ftplugin then
  return
end
vim.b.did_ftplugin = 1

vim.opt_local.wrap = true
vim.opt_local.linebreak = true
vim.b.undo_ftplugin = 'setlocal wrap< linebreak<'

local cmd = require('imr.server').options.cmd
if type(cmd) == 'table' and vim.fn.executable(cmd[1]) == 0 then
  vim.notify_once(
    ('%s is not on the PATH: install imr-ls, or name it in require("imr").setup({ cmd = { … } }).'):format(cmd[1]),
    vim.log.levels.WARN
  )
end
