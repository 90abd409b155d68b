-- The user's commands, and what keeps the status line and the settings up to date. Nothing else is loaded at start.
if vim.g.loaded_imr then
  return
end
vim.g.loaded_imr = true

local function run(name)
  return function(command)
    require('imr.commands')[name](command.args)
  end
end

vim.api.nvim_create_user_command('ImrCheck', run('check'), { desc = 'Check every letter in the folder' })
vim.api.nvim_create_user_command('ImrReadiness', run('readiness'), { desc = 'Whether the draft is ready to be signed' })
vim.api.nvim_create_user_command('ImrAccept', run('accept'), { desc = 'Accept the finding under the cursor' })
vim.api.nvim_create_user_command('ImrRestart', run('restart'), { desc = 'Start imr-ls again' })
vim.api.nvim_create_user_command('ImrExplain', run('explain'), {
  nargs = '?',
  desc = 'Explain a rule',
  complete = function(typed)
    return require('imr.commands').codes(typed)
  end,
})
vim.api.nvim_create_user_command('ImrNew', function(command)
  require('imr.commands').new(command.count > 0 and command.count or 1)
end, { count = 0, desc = 'A new determination; the count is the number of items' })

local group = vim.api.nvim_create_augroup('imr', { clear = true })

vim.api.nvim_create_autocmd('DiagnosticChanged', {
  group = group,
  desc = 'How the draft stands, for the status line',
  callback = function(event)
    if vim.bo[event.buf].filetype == 'imr' then
      require('imr').refresh(event.buf)
    end
  end,
})

vim.api.nvim_create_autocmd('LspDetach', {
  group = group,
  desc = 'A draft that is not checked any more does not look so',
  callback = function(event)
    if vim.bo[event.buf].filetype == 'imr' then
      -- The client is still there while it is told.
      vim.schedule(function()
        require('imr').refresh(event.buf)
      end)
    end
  end,
})

vim.api.nvim_create_autocmd('CompleteDone', {
  group = group,
  desc = 'What is completed over several lines stands on them, also where Neovim writes NUL for a line end',
  callback = function(event)
    if vim.bo[event.buf].filetype == 'imr' then
      require('imr.completion').break_lines()
    end
  end,
})

vim.api.nvim_create_autocmd('BufWritePost', {
  group = group,
  pattern = { 'imr.toml', '.imr-allow.toml' },
  desc = 'Settings are in force as soon as they are written',
  callback = function(event)
    local server = require('imr.server')
    for _, client in ipairs(vim.lsp.get_clients({ name = 'imr_ls' })) do
      local changes = { { uri = vim.uri_from_bufnr(event.buf), type = 2 } }
      server.notify(client, 'workspace/didChangeWatchedFiles', { changes = changes })
    end
  end,
})
