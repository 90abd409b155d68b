--- :checkhealth imr
local M = {}

function M.check()
  local health, server = vim.health, require('imr.server')
  health.start('imr-ls')
  if vim.fn.has('nvim-0.10') == 0 then
    health.error('Neovim is older than 0.10', { 'Install Neovim 0.10 or later.' })
    return
  end
  health.ok('Neovim ' .. tostring(vim.version()))

  local binary = server.options.cmd[1]
  local path = vim.fn.exepath(binary)
  if path == '' then
    health.error(('%s is not on the PATH'):format(binary), {
      'Install imr-ls (cargo install --path . in its folder) and see that its folder is on the PATH,',
      'or name it: require("imr").setup({ cmd = { "/path/of/imr-ls", "serve" } }).',
    })
  else
    local done = vim.system({ path, '--version' }, { text = true }):wait()
    if done.code == 0 then
      health.ok(('%s: %s'):format(path, vim.trim(done.stdout)))
    else
      health.error(('%s does not run'):format(path), { vim.trim(done.stderr or '') })
    end
  end

  local detected = vim.filetype.match({ filename = 'letter.imr' })
  if detected == 'imr' then
    health.ok('*.imr and *.imr.txt are determinations; so is a *.txt that begins like one')
  else
    health.error('*.imr is not detected', { 'See that :filetype is on, and that this plugin is on the runtimepath.' })
  end

  local clients = vim.lsp.get_clients({ name = 'imr_ls' })
  if #clients == 0 then
    health.info('The server is not running: it starts with the first determination that is opened.')
    if vim.lsp.is_enabled and not vim.lsp.is_enabled('imr_ls') then
      health.warn('The server is not enabled', { 'Write vim.lsp.enable("imr_ls") in your init.lua.' })
    end
  end
  for _, client in ipairs(clients) do
    local drafts = vim.tbl_count(client.attached_buffers)
    health.ok(('The server runs for %d draft%s, columns in %s'):format(drafts, drafts == 1 and '' or 's', client.offset_encoding))
  end
end

return M
