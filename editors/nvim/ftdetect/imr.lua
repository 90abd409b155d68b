-- By name, and plain text by its first lines.
vim.filetype.add({
  extension = { imr = 'imr' },
  pattern = {
    ['.*%.imr%.txt'] = { 'imr', { priority = 10 } },
    ['.*%.txt'] = function(_, bufnr)
      return bufnr and require('imr.detect').is_determination(bufnr) and 'imr' or nil
    end,
  },
})
