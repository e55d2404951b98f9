/// The items of a response, and what `response.done` says of it.
extension RealtimeSession {
  /// An output begins.
  mutating func begin(_ item: RealtimeItem) {
    guard let response else { return }
    let index = response.outputs.count
    self.response?.outputs.append(item)
    emit(
      "response.output_item.added",
      ["response_id": .string(response.id), "output_index": .int(index), "item": item.json])
    guard response.isInConversation else { return }
    let previous = items.last?.id
    insert(item, at: items.endIndex)
    emit("conversation.item.added", ["previous_item_id": .text(previous), "item": item.json])
  }

  /// An output is whole, or as whole as it gets.
  mutating func end(_ item: RealtimeItem) {
    guard let response, let output = response.outputs.lastIndex(where: { $0.id == item.id }) else { return }
    self.response?.outputs[output] = item
    emit(
      "response.output_item.done",
      ["response_id": .string(response.id), "output_index": .int(output), "item": item.json])
    guard response.isInConversation, let index = items.lastIndex(where: { $0.id == item.id }) else { return }
    items[index].status = item.status
    if !items[index].isTruncated { items[index].content = item.content }
    emit(
      "conversation.item.done",
      ["previous_item_id": .text(index > 0 ? items[index - 1].id : nil), "item": items[index].json])
  }

  /// Where in the response the message being spoken is, and these fields.
  func inMessage(_ fields: JSONTree) -> JSONTree {
    guard let response else { return fields }
    return .object(
      [
        .init("response_id", .string(response.id)), .init("item_id", .text(response.messageID)),
        .init("output_index", .int(response.messageIndex)), .init("content_index", 0),
      ] + (fields.members ?? []))
  }

  func json(of response: ActiveResponse, status: String, details: JSONTree, usage: JSONTree) -> JSONTree {
    [
      "id": .string(response.id), "object": "realtime.response", "status": .string(status),
      "status_details": details, "output": .array(response.outputs.map(\.json)),
      "conversation_id": response.isInConversation ? .string("conv_\(setting.number)") : nil,
      "output_modalities": response.plan.isText ? ["text"] : ["audio"],
      "max_output_tokens": settings.tree["max_output_tokens"] ?? "inf", "usage": usage,
      "metadata": response.metadata,
    ]
  }

  /// What is billed: ten tokens a second of the caller, twenty a second of the model, four letters of text a token.
  func usage(of response: ActiveResponse) -> JSONTree {
    let textIn = settings.instructions.utf8.count / 4 + items.count * 4
    let audioIn = heardMs / 100
    let calls = response.outputs.count { if case .functionCall = $0.content { true } else { false } }
    let textOut = response.said.utf8.count / 4 + calls * 20
    let audioOut = response.sentMs / 50
    let cached = responseCount > 1 ? textIn / 2 / 64 * 64 : 0
    return [
      "total_tokens": .int(textIn + audioIn + textOut + audioOut), "input_tokens": .int(textIn + audioIn),
      "output_tokens": .int(textOut + audioOut),
      "input_token_details": [
        "text_tokens": .int(textIn), "audio_tokens": .int(audioIn), "image_tokens": 0, "cached_tokens": .int(cached),
        "cached_tokens_details": ["text_tokens": .int(cached), "audio_tokens": 0, "image_tokens": 0],
      ],
      "output_token_details": ["text_tokens": .int(textOut), "audio_tokens": .int(audioOut)],
    ]
  }

  func responseDetails(_ status: RealtimeSessionReport.Response.Status, _ reason: String?) -> JSONTree {
    switch status {
    case .inProgress, .completed: .null
    case .cancelled, .incomplete: ["type": .string(status.rawValue), "reason": .text(reason)]
    case .failed:
      [
        "type": "failed",
        "error": [
          "type": .text(reason.flatMap(ProviderError.init)?.type), "code": .text(reason),
          "message": .text(reason.flatMap(ProviderError.init)?.message),
        ],
      ]
    }
  }
}
