/// The functions that the model calls.
extension RealtimeSession {
  /// A function's item from beginning to end; verdicts twice when that is the fault.
  mutating func call(_ call: ToolCall) {
    var arguments = call.arguments
    if arguments.contains(ToolCall.nextAttempt) {
      let parts = Self.split(arguments, at: ToolCall.nextAttempt)
      arguments = parts.joined(separator: String(turns.nextAttempt))
      turns.nextAttempt += 1
    }
    if distortions.contains(.brokenArguments) { arguments = String(arguments.prefix(arguments.count / 2)) }
    let times = distortions.contains(.twoVerdicts) && call.name == "report_outcome" ? 2 : 1
    for _ in 0..<times { tell(name: call.name, arguments: arguments) }
  }

  private static func split(_ text: String, at mark: String) -> [String] {
    var parts = [""]
    var rest = Substring(text)
    while let letter = rest.first {
      if rest.hasPrefix(mark) {
        parts.append("")
        rest = rest.dropFirst(mark.count)
      } else {
        parts[parts.count - 1].append(letter)
        rest = rest.dropFirst()
      }
    }
    return parts
  }

  private mutating func tell(name: String, arguments: String) {
    guard let response else { return }
    callCount += 1
    let callID = "call_\(setting.number)_\(callCount)"
    let itemID = nextItemID()
    let index = response.outputs.count
    begin(
      RealtimeItem(
        id: itemID, content: .functionCall(name: name, callID: callID, arguments: ""), status: "in_progress"))
    let half = arguments.count / 2
    for piece in [String(arguments.prefix(half)), String(arguments.dropFirst(half))] where !piece.isEmpty {
      emit(
        "response.function_call_arguments.delta",
        [
          "response_id": .string(response.id), "item_id": .string(itemID), "output_index": .int(index),
          "call_id": .string(callID), "delta": .string(piece),
        ])
    }
    emit(
      "response.function_call_arguments.done",
      [
        "response_id": .string(response.id), "item_id": .string(itemID), "output_index": .int(index),
        "call_id": .string(callID), "name": .string(name), "arguments": .string(arguments),
      ])
    report.note(
      RealtimeSessionReport.Call(id: callID, name: name, arguments: arguments, output: nil), in: \.calls)
    end(RealtimeItem(id: itemID, content: .functionCall(name: name, callID: callID, arguments: arguments)))
  }
}
