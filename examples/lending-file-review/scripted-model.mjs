import { BaseChatModel } from "@langchain/core/language_models/chat_models";
import { AIMessage } from "@langchain/core/messages";
import { answerIn } from "./answer.mjs";

/** A chat model whose thinking is a generator: it yields the calls that it wants made, is handed their answers, and returns the last word. */
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

  /** It knows the tools that it asks for. */
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
