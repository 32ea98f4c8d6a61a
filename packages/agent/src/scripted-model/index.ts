export { ChatMessage, ChatRequest, ChatToolCall, textOf } from "./chat-request.js";
export { playTurns } from "./play-turns.js";
export type { RequestRecord } from "./request-log.js";
export type {
  Script,
  ScriptedDrop,
  ScriptedError,
  ScriptedMessage,
  ScriptedReply,
  ScriptedToolCall,
} from "./scripted-reply.js";
export { type ScriptedModel, type ScriptedModelOptions, startScriptedModel } from "./start-scripted-model.js";
