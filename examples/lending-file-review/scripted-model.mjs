import { BaseChatModel } from "@langchain/core/language_models/chat_models";
import { AIMessage } from "@langchain/core/messages";
import { answerIn } from "./answer.mjs";

/** A chat model driven by a generator, which yields tool calls, receives their results, and returns the final answer. */
export class ScriptedModel extends BaseChatModel {
  #script;
  #asked = 0;

  constructor(script) {
    super({});
    this.#script = script;
  }

  _llmType() {
    return "scripted";
  }

  /** The script already knows the tools. */
  bindTools() {
    return this;
  }

  async _generate(messages) {
    const lastOwn = messages.findLastIndex(({ type }) => type === "ai");
    const answers = messages.slice(lastOwn + 1).filter(({ type }) => type === "tool");
    const { value, done } = this.#script.next(answers.map(answerIn));
    const message = done
      ? new AIMessage(value)
      : new AIMessage({ content: "", tool_calls: this.#calls(value) });
    return { generations: [{ text: done ? value : "", message }] };
  }

  #calls(wanted) {
    return wanted.map(({ tool, args }) => {
      this.#asked += 1;
      return { id: `call-${this.#asked}`, name: tool, args, type: "tool_call" };
    });
  }
}
