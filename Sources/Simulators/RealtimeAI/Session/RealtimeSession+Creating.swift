/// `response.create` and `response.cancel`: what a response is to be.
extension RealtimeSession {
  static func alreadyActive(_ id: String) -> RealtimeRefusal {
    RealtimeRefusal(
      code: "conversation_already_has_active_response",
      message: "Conversation already has an active response in progress: \(id). "
        + "Wait until the response is finished before creating a new one.")
  }

  mutating func createResponse(_ event: FieldCheck) throws(RealtimeRefusal) {
    let request = try FieldCheck(event.value("response") ?? [:], at: "response")
    try check(request)
    if let response { throw Self.alreadyActive(response.id) }
    if case .echo = setting.behaviour { return openEcho() }
    start(plan(for: request.tree), request: request.tree)
  }

  mutating func cancelResponse(_ event: FieldCheck) throws(RealtimeRefusal) {
    report.cancels += 1
    let wanted = try event.text("response_id")
    guard let response, wanted == nil || wanted == response.id else {
      throw RealtimeRefusal(
        code: "response_cancel_not_active", message: "Cancellation failed: no active response found")
    }
    cancel(reason: "client_cancelled")
  }

  private func check(_ request: FieldCheck) throws(RealtimeRefusal) {
    try request.allow([
      "instructions", "tools", "tool_choice", "output_modalities", "max_output_tokens", "audio", "metadata", "input",
      "conversation", "prompt", "reasoning", "parallel_tool_calls",
    ])
    _ = try request.text("instructions")
    try request.checkModalities()
    try request.checkTools()
    try request.checkToolChoice(among: request.toolNames ?? settings.tools)
    try request.checkOutputTokens()
    _ = try request.text("conversation", oneOf: ["auto", "none"])
    if let audio = try request.object("audio") {
      try audio.allow(["output"])
      try audio.object("output")?.checkOutput()
    }
    if let metadata = try request.object("metadata") {
      guard metadata.tree.members?.count ?? 0 <= 16 else {
        throw .invalidValue("response.metadata", "more than 16 pairs.")
      }
      for member in metadata.tree.members ?? [] { _ = try metadata.requiredText(member.name) }
    }
    _ = try request.list("input")
  }

  private mutating func plan(for request: JSONTree) -> ResponsePlan {
    if let call = demandedCall(request) {
      var plan = ResponsePlan()
      plan.calls = [call]
      return plan
    }
    if let words = Self.quoted(request["instructions"]?.text ?? "") { return speechPlan(words, request) }
    if request["conversation"] == "none" { return speechPlan(RealtimeAIScript.outOfBand, request) }
    if turns.isAsked { return turnPlan(request) }
    guard turns.hasToolResults else { return speechPlan(turns.opening, request) }
    turns.hasToolResults = false
    return speechPlan(turns.afterTools, request)
  }

  /// What stands between the first double quote and the last.
  static func quoted(_ text: String) -> String? {
    guard let first = text.firstIndex(of: "\""), let last = text.lastIndex(of: "\""), first < last else { return nil }
    let words = text[text.index(after: first)..<last]
    return words.isEmpty ? nil : String(words)
  }

  private func demandedCall(_ request: JSONTree) -> ToolCall? {
    guard let choice = request["tool_choice"] else { return nil }
    let offered = (request["tools"]?.elements ?? settings.tree["tools"]?.elements ?? [])
      .compactMap { $0["name"]?.text }
    func plain(_ name: String) -> ToolCall { name == "report_outcome" ? .outcome(served: true) : ToolCall(name) }
    if choice["type"] == "function", let name = choice["name"]?.text {
      if let scripted = turns.last?.whenAsked, scripted.name == name { return scripted }
      return plain(name)
    }
    guard choice == "required", !offered.isEmpty else { return nil }
    if let scripted = turns.last?.whenAsked { return scripted }
    return offered.contains("no_request") ? ToolCall("no_request") : plain(offered[0])
  }

  private func speechPlan(_ words: String, _ request: JSONTree) -> ResponsePlan {
    var plan = ResponsePlan()
    plan.says = words
    plan.isText = isText(request)
    plan.format = settings.outputFormat
    if !plan.isText, !words.isEmpty { plan.audio = plan.format.encode(setting.voice(words)) }
    return plan
  }

  /// The answer to the caller: takes the next turn.
  mutating func turnPlan(_ request: JSONTree = [:]) -> ResponsePlan {
    let (index, turn) = turns.take(&chance)
    var plan = ResponsePlan()
    plan.turn = index
    plan.says = turn.says
    plan.isText = isText(request)
    plan.format = settings.outputFormat
    if !plan.isText, !turn.says.isEmpty { plan.audio = plan.format.encode(turn.audio ?? setting.voice(turn.says)) }
    for case .giantDelta(let bytes) in turn.faults where plan.audio.count < bytes {
      plan.audio += [UInt8](repeating: 0xFF, count: min(bytes, Self.maximumAppendBytes / 2) - plan.audio.count)
    }
    let known = settings.tools
    plan.calls = turns.callsOnlyKnownTools ? turn.calls.filter { known.contains($0.name) } : turn.calls
    plan.delay = turn.delay
    plan.faults = turn.faults
    return plan
  }

  private func isText(_ request: JSONTree) -> Bool {
    request["output_modalities"].map { $0 == ["text"] } ?? settings.speaksText
  }
}
