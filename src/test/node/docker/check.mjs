// What others' tools make of the recipe of the images, of what it runs, and of the manifests, which come on standard input as kustomize puts them together.
import { createRequire } from "node:module";
import { readFileSync, writeFileSync } from "node:fs";
import { spawnSync } from "node:child_process";
import { parseAllDocuments } from "yaml";

const require = createRequire(import.meta.url);
const { validate } = require("dockerfile-utils");
const { DockerfileParser } = require("dockerfile-ast");

const recipe = readFileSync(process.argv[2], "utf8");
const problems = validate(recipe).map((each) => `line ${each.range.start.line + 1}: ${each.message}`);

// What a shell runs: all of RUN, and what is given to bash -c.
const commands = DockerfileParser.parse(recipe)
  .getInstructions()
  .flatMap((each) => {
    const text = each.getArgumentsContent() ?? "";
    const line = each.getRange().start.line + 1;
    const array = /\[\s*"bash"\s*,\s*"-c".*\]/s.exec(text);
    if (array) {
      return [{ line, shell: "bash", text: JSON.parse(array[0])[2] }];
    }
    return each.getKeyword() === "RUN" ? [{ line, shell: "sh", text }] : [];
  });
for (const { line, shell, text } of commands) {
  const { status, stdout, stderr, error } = spawnSync("shellcheck", ["--shell", shell, "--format", "gcc", "-"], {
    input: text,
    encoding: "utf8",
  });
  if (status !== 0) {
    problems.push(`line ${line}: ${error ?? stdout + stderr}`);
  }
}

const objects = parseAllDocuments(readFileSync(0, "utf8")).map((each) => each.toJS());
for (const object of objects) {
  const kind = `${object.apiVersion}/${object.kind}`;
  try {
    const { [object.kind]: Model } = require(`kubernetes-models/${kind}`);
    new Model(object).validate();
  } catch (failure) {
    problems.push(`${kind} ${object.metadata?.name}: ${failure.message}`);
  }
}

// The schemas let fields pass that they do not know; the types made from them do not.
const typed = objects.map(({ apiVersion, kind, ...fields }, n) => {
  const name = `Kind${n}`;
  return `import { ${kind} as ${name} } from "kubernetes-models/${apiVersion}/${kind}"; new ${name}(${JSON.stringify(fields)});`;
});
writeFileSync("objects.ts", typed.join("\n"));
const compiler = [require.resolve("typescript/bin/tsc"), "--noEmit", "--strict", "--skipLibCheck", "--module", "nodenext", "--target", "es2022"];
const { status: compiled, stdout: said } = spawnSync(process.execPath, [...compiler, "objects.ts"], { encoding: "utf8" });
if (compiled !== 0) {
  problems.push(said);
}

console.log(`${objects.length} objects, ${commands.length} commands, ${problems.length} problems`);
problems.forEach((each) => console.log(each));
process.exit(problems.length === 0 ? 0 : 1);
