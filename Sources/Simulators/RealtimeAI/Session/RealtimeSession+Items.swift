/// The conversation's items: what the client adds, asks for, deletes and truncates.
extension RealtimeSession {
  /// Adds an item that is whole already, and tells so.
  mutating func add(_ item: RealtimeItem) {
    let previous = items.last?.id
    insert(item, at: items.endIndex)
    emit("conversation.item.added", ["previous_item_id": .text(previous), "item": item.json])
    emit("conversation.item.done", ["previous_item_id": .text(previous), "item": item.json])
  }

  mutating func insert(_ item: RealtimeItem, at index: Int) {
    items.insert(item, at: index)
    if items.count > Self.maximumItems { items.removeFirst() }
  }

  mutating func createItem(_ event: FieldCheck) throws(RealtimeRefusal) {
    let item = try FieldCheck(event.tree["item"], at: "item")
    let index = try place(event)
    let id = try newID(item)
    let content: RealtimeItem.Content
    switch try item.requiredText("type", oneOf: ["message", "function_call", "function_call_output"]) {
    case "message": content = try message(item)
    case "function_call":
      try item.allow(["id", "object", "type", "status", "name", "call_id", "arguments"])
      content = .functionCall(
        name: try item.requiredText("name"), callID: try item.text("call_id") ?? "call_\(id)",
        arguments: try item.requiredText("arguments"))
    default: content = try functionOutput(item)
    }
    let made = RealtimeItem(id: id, content: content)
    let previous = index > 0 ? items[index - 1].id : nil
    insert(made, at: index)
    note(made)
    emit("conversation.item.added", ["previous_item_id": .text(previous), "item": made.json])
    emit("conversation.item.done", ["previous_item_id": .text(previous), "item": made.json])
  }

  private func place(_ event: FieldCheck) throws(RealtimeRefusal) -> Int {
    guard let previous = try event.text("previous_item_id") else { return items.endIndex }
    if previous == "root" { return 0 }
    guard let index = items.lastIndex(where: { $0.id == previous }) else {
      throw RealtimeRefusal(
        code: "item_create_invalid_previous_item_id",
        message: "Error adding item: the previous item with id '\(previous)' does not exist.",
        parameter: "previous_item_id")
    }
    return index + 1
  }

  private mutating func newID(_ item: FieldCheck) throws(RealtimeRefusal) -> String {
    guard let id = try item.text("id") else { return nextItemID() }
    guard (1...32).contains(id.utf8.count) else { throw .invalidValue("item.id", "must have 1 to 32 characters.") }
    guard !items.contains(where: { $0.id == id }) else {
      throw RealtimeRefusal(
        code: "item_create_duplicate_item_id", message: "Error adding item: the id '\(id)' is taken.",
        parameter: "item.id")
    }
    return id
  }

  /// What a message of each role may be made of.
  private static let partTypes: [String: Set<String>] = [
    "assistant": ["output_text"], "user": ["input_text", "input_audio", "input_image"], "system": ["input_text"],
  ]

  private func message(_ item: FieldCheck) throws(RealtimeRefusal) -> RealtimeItem.Content {
    try item.allow(["id", "object", "type", "status", "role", "content"])
    let role = try item.requiredText("role", oneOf: ["system", "user", "assistant"])
    guard let parts = try item.list("content") else { throw .missing("item.content") }
    let allowed = Self.partTypes[role] ?? []
    for (index, part) in parts.enumerated() {
      let part = try FieldCheck(part, at: "item.content[\(index)]")
      let type = try part.requiredText("type", oneOf: allowed)
      if type.hasSuffix("text") {
        try part.allow(["type", "text"])
        _ = try part.requiredText("text")
      }
    }
    return .message(role: role, content: .array(parts))
  }

  private mutating func functionOutput(_ item: FieldCheck) throws(RealtimeRefusal) -> RealtimeItem.Content {
    try item.allow(["id", "object", "type", "status", "call_id", "output"])
    let callID = try item.requiredText("call_id")
    let output = try item.requiredText("output")
    guard let index = report.calls.lastIndex(where: { $0.id == callID }) else {
      throw RealtimeRefusal(
        code: "invalid_tool_call_id", message: "Tool call ID '\(callID)' not found in conversation.",
        parameter: "item.call_id")
    }
    guard report.calls[index].output == nil else {
      throw RealtimeRefusal(
        code: "tool_call_already_answered", message: "Tool call ID '\(callID)' has an output already.",
        parameter: "item.call_id")
    }
    report.calls[index].output = output
    return .functionOutput(callID: callID, output: output)
  }

  /// What a new item of the client's means for the next answer.
  private mutating func note(_ item: RealtimeItem) {
    switch item.content {
    case .functionOutput(_, let output):
      turns.hasToolResults = true
      if let next = JSONTree(output.utf8)?["next_attempt"]?.integer { turns.nextAttempt = next }
    case .message(let role, let content):
      if role == "user" { turns.isAsked = true }
      let text = (content.elements ?? []).compactMap { $0["text"]?.text }.joined(separator: " ")
      report.note(RealtimeSessionReport.ContextItem(id: item.id, role: role, text: text), in: \.contextItems)
    default: break
    }
  }

  mutating func retrieveItem(_ event: FieldCheck) throws(RealtimeRefusal) {
    let index = try existing(event, verb: "retrieve")
    emit("conversation.item.retrieved", ["item": items[index].json])
  }

  mutating func deleteItem(_ event: FieldCheck) throws(RealtimeRefusal) {
    let index = try existing(event, verb: "delete")
    emit("conversation.item.deleted", ["item_id": .string(items.remove(at: index).id)])
  }

  mutating func truncateItem(_ event: FieldCheck) throws(RealtimeRefusal) {
    let index = try existing(event, verb: "truncate")
    _ = try event.requiredInteger("content_index", in: 0...0)
    let endMs = try event.requiredInteger("audio_end_ms", in: 0...Int.max)
    guard case .spoken(_, var sentMs) = items[index].content else {
      throw RealtimeRefusal(
        code: "item_truncate_invalid_item_id",
        message: "Only model output audio messages can be truncated.", parameter: "item_id")
    }
    if let response, response.messageID == items[index].id, !items[index].isTruncated { sentMs = response.sentMs }
    guard endMs <= sentMs else {
      throw RealtimeRefusal(
        code: "invalid_value", message: "Audio content of \(sentMs)ms is already shorter than \(endMs)ms",
        parameter: "audio_end_ms")
    }
    items[index].content = .spoken(transcript: "", audioMs: endMs)
    items[index].isTruncated = true
    report.note(
      RealtimeSessionReport.Truncation(itemID: items[index].id, audioEndMs: endMs, sentMs: sentMs), in: \.truncations)
    emit(
      "conversation.item.truncated",
      ["item_id": .string(items[index].id), "content_index": 0, "audio_end_ms": .int(endMs)])
  }

  private func existing(_ event: FieldCheck, verb: String) throws(RealtimeRefusal) -> Int {
    let id = try event.requiredText("item_id")
    guard let index = items.lastIndex(where: { $0.id == id }) else {
      throw RealtimeRefusal(
        code: "item_\(verb)_invalid_item_id",
        message: "Error with the item to \(verb): the item with id '\(id)' does not exist.", parameter: "item_id")
    }
    return index
  }
}
