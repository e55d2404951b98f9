/// In which way a case ends the process that runs it: what a smaller case must do as well.
enum DeadlyEnd: Equatable {
  /// The process dies with these words at this place; where the value is told, as in an index, it may differ.
  case death(words: String, place: String?)
  /// The case doesn't end in its time.
  case hang

  /// `nil` when the process could say what came of its case.
  init?(_ end: ChildEnd) {
    if end.isDeath {
      let message = end.trapMessage
      let mark = message?.firstRange(of: "Fatal error")
      let place = message.flatMap { text in mark.map { String(text[..<$0.lowerBound]) } }
      self = .death(words: end.words, place: place?.isEmpty == false ? place : message)
      return
    }
    guard case .exited(_, let output, _) = end, JSONReport.rows(output)?.first?.verdict == .hung else { return nil }
    self = .hang
  }
}
