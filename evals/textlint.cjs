// Lints one file in a warm process and prints the CPU seconds of each run as JSON.
// Called by evals/textlint.py: node textlint.cjs FILE RUNS, in a folder where textlint is installed.
const fs = require("fs");
const path = require("path");
const { createRequire } = require("module");

const load = createRequire(path.join(process.cwd(), "package.json"));
const { createLinter, loadTextlintrc } = load("textlint");

async function main() {
  const configFilePath = path.resolve(".textlintrc.json");
  const linter = createLinter({ descriptor: await loadTextlintrc({ configFilePath }) });
  const text = fs.readFileSync(process.argv[2], "utf8");
  await linter.lintText(text, "review.md");
  const seconds = [];
  for (let run = 0; run < Number(process.argv[3]); run += 1) {
    const before = process.cpuUsage();
    await linter.lintText(text, "review.md");
    const used = process.cpuUsage(before);
    seconds.push((used.user + used.system) / 1e6);
  }
  console.log(JSON.stringify(seconds));
}

main().catch((error) => {
  console.error(error);
  process.exit(1);
});
