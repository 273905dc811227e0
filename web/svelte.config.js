// Which dialect do the components speak?
export default { compilerOptions: { runes: true } };
