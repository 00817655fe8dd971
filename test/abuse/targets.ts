import { connectTo } from "./answers.ts";
import { completionTarget } from "./completion-target.ts";
import { promptTarget } from "./prompt-target.ts";
import { resourceTarget } from "./resource-target.ts";
import { toolTarget } from "./tool-target.ts";

/** Everything published with fields, so that new items are tested automatically. */
export const targets = await (async () => {
  await using client = await connectTo({ environment: { CODAT_BASE_URL: "https://api.codat.io" } });
  const { tools } = await client.listTools();
  const listed = (await client.listResources()).resources.map(
    (resource) => (resource as { uri: string }).uri,
  );
  const templates = (await client.listTemplates()).resourceTemplates;
  const uris = [...listed, ...templates.map(({ uriTemplate }) => uriTemplate)];
  // A file inside a file needs a file that holds one: test/attachments/member.
  const resources = templates
    .filter(({ name }) => name !== "member_content")
    .map(({ name, uriTemplate }) => resourceTarget(name, uriTemplate, uris));
  const prompts = (await client.listPrompts()).prompts.map(promptTarget);
  const completions = [...resources, ...prompts].map(completionTarget);
  return [...tools.map(toolTarget), ...resources, ...prompts, ...completions];
})();
