// Relative imports end in .js and are written in .ts or .tsx: try the name as it stands first.
module.exports = (request, options) => {
  if (/^\.{1,2}\/.*\.js$/.test(request) && !options.basedir.includes('node_modules')) {
    for (const extension of ['.ts', '.tsx']) {
      try {
        return options.defaultResolver(request.replace(/\.js$/, extension), options);
      } catch {}
    }
  }
  return options.defaultResolver(request, options);
};
