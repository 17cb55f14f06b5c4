// What others' tools make of the recipe of the images and of the manifests, which come on standard input as kustomize puts them together.
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import { parseAllDocuments } from "yaml";

const require = createRequire(import.meta.url);
const { validate } = require("dockerfile-utils");

const problems = validate(readFileSync(process.argv[2], "utf8")).map(
  (each) => `line ${each.range.start.line + 1}: ${each.message}`,
);

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

console.log(`${objects.length} objects, ${problems.length} problems`);
problems.forEach((each) => console.log(each));
process.exit(problems.length === 0 ? 0 : 1);
