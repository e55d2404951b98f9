extension ReportPage {
  /// Events of a time line that are drawn; who wants the others replays the case.
  private static let mostEvents = 100

  /// A failing case as a time line: a column for each actor, the event that fails marked. Empty when it is no course.
  static func course(_ found: Counterexample) -> String {
    guard let events = (found.value as? any ReportCourse)?.reportEvents, !events.isEmpty else { return "" }
    let actors = events.compactMap(\.actor).reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
    let failing = number(in: found.failure.message)
    let shown = around(failing, events)
    let rows = shown.map { row($0, actors, isFailing: $0.number == failing) }
    let left = events.count - shown.count
    let heads = (actors.isEmpty ? ["Event"] : actors) + ["Afterwards"]
    return """
      <table class="course">
      <caption>Time line\(left > 0 ? ", without \(Figure.counted(left, "event"))" : "")</caption>
      <thead><tr><th scope="col" class="number">No.</th>\
      \(heads.map { "<th scope=\"col\">\(MarkupText.escaped($0))</th>" }.joined())</tr></thead>
      <tbody>
      \(rows.joined(separator: "\n"))
      </tbody>
      </table>

      """
  }

  /// The event that a failure's message names: `step 4, …`.
  private static func number(in message: String) -> Int? {
    guard message.hasPrefix("step ") else { return nil }
    return Int(message.dropFirst("step ".count).prefix { $0.isASCII && $0.isNumber })
  }

  /// So many events up to the one that fails, and then what follows it as far as there is room.
  private static func around(_ failing: Int?, _ events: [ReportEvent]) -> ArraySlice<ReportEvent> {
    let end = failing.flatMap { number in events.firstIndex { $0.number == number } } ?? 0
    let start = max(0, min(end + 1 - mostEvents / 2, events.count - mostEvents))
    return events[start..<min(events.count, start + mostEvents)]
  }

  private static func row(_ event: ReportEvent, _ actors: [String], isFailing: Bool) -> String {
    let text =
      "<code>\(MarkupText.escaped(cut(event.text)))</code>"
      + (isFailing ? " <strong class=\"bad\">✗ fails here</strong>" : "")
    // What nobody does at the same time goes across all.
    let cells =
      event.actor.map { actor in actors.map { $0 == actor ? "<td>\(text)</td>" : "<td></td>" }.joined() }
      ?? "<td colspan=\"\(max(1, actors.count))\">\(text)</td>"
    let state = event.state.map { "<code>\(MarkupText.escaped(cut($0)))</code>" } ?? ""
    return "<tr\(isFailing ? " class=\"fails\"" : "")><th scope=\"row\" class=\"number\">\(event.number)</th>\(cells)"
      + "<td>\(state)</td></tr>"
  }
}
