/// One item of the conversation.
struct RealtimeItem: Sendable {
  enum Content: Equatable, Sendable {
    /// The caller's audio.
    case heard(transcript: String?)
    /// The model's speech: what it says, and how much of its audio went out.
    case spoken(transcript: String, audioMs: Int)
    /// The model's text.
    case written(String)
    case functionCall(name: String, callID: String, arguments: String)
    case functionOutput(callID: String, output: String)
    /// A message of the client's, as it wrote it.
    case message(role: String, content: JSONTree)
  }

  let id: String
  var content: Content
  var status = "completed"
  /// Cut to what was heard; its transcript is gone for good.
  var isTruncated = false

  var json: JSONTree {
    var item: JSONTree = ["id": .string(id), "object": "realtime.item"]
    switch content {
    case .heard(let transcript):
      message(&item, role: "user", [["type": "input_audio", "transcript": .text(transcript)]])
    case .spoken(let transcript, _):
      message(
        &item, role: "assistant",
        status == "in_progress" ? [] : [["type": "output_audio", "transcript": .string(transcript)]])
    case .written(let text):
      message(
        &item, role: "assistant", status == "in_progress" ? [] : [["type": "output_text", "text": .string(text)]])
    case .functionCall(let name, let callID, let arguments):
      item["type"] = "function_call"
      item["status"] = .string(status)
      item["name"] = .string(name)
      item["call_id"] = .string(callID)
      item["arguments"] = .string(arguments)
    case .functionOutput(let callID, let output):
      item["type"] = "function_call_output"
      item["status"] = .string(status)
      item["call_id"] = .string(callID)
      item["output"] = .string(output)
    case .message(let role, let content):
      item["type"] = "message"
      item["status"] = .string(status)
      item["role"] = .string(role)
      item["content"] = content
    }
    return item
  }

  private func message(_ item: inout JSONTree, role: String, _ content: JSONTree) {
    item["type"] = "message"
    item["status"] = .string(status)
    item["role"] = .string(role)
    item["content"] = content
  }
}
