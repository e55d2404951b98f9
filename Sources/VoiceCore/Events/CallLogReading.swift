/// Reads a log line by line.
public struct CallLogReading: Sendable {
  private var call: Call.ID?
  private var beginning: Timestamp?
  private var people: [String] = []

  /// At the beginning of a log.
  public init() {}

  /// The log of a call that is stored.
  /// - Throws: never, while what is written is what is read.
  public static func entries(
    of facts: [RecordedFact], _ transcript: [Utterance] = []
  ) throws(CallLogFault) -> [CallLogEntry] {
    var reading = CallLogReading()
    var entries: [CallLogEntry] = []
    for line in CallReplay.lines(facts, transcript) { entries.append(try reading.entry(line)) }
    return entries
  }

  /// The next line. A type that no law looks at is `.other`, also one that this program doesn't know.
  /// - Throws: `CallLogFault` for a line of another call, and for data that its type can't have.
  public mutating func entry(_ line: CallLogLine) throws(CallLogFault) -> CallLogEntry {
    if let id = line.id {
      guard call == nil || call == id.call else {
        throw CallLogFault("id", "belongs to another call than the lines before; give one call a file")
      }
      call = id.call
    }
    let first = beginning ?? line.at
    beginning = first
    return CallLogEntry(milliseconds: Int((line.at - first).wholeMilliseconds), event: try event(line))
  }

  private mutating func event(_ line: CallLogLine) throws(CallLogFault) -> CallLogEvent {
    switch line.type {
    case "call.answered": .answered
    case "stream.joined": .streamJoined
    case "attempt.judged": .judged(try line.number("attempt"), try line.word("verdict"))
    case "attempt.overturned": .overturned(try line.number("attempt"))
    case "conversation.handed_over": .handedOver(try line.word("reason"))
    case "transfer.started": .transferStarted(try line.word("reason"))
    case "call.joined": .joined(try person(line))
    case "call.taken_over": .takenOver(try person(line))
    case "call.handed_back": .handedBack(try person(line))
    case "call.left": .left(try person(line))
    case "utterance.said": .said(try line.word("speaker"))
    case "call.ended": .ended(try line.word("cause"))
    default: .other
    }
  }

  private mutating func person(_ line: CallLogLine) throws(CallLogFault) -> Int {
    guard case .text(let id)? = line.data["user_id"] else {
      throw CallLogFault("data.user_id", "expected the UUID of a user")
    }
    if let index = people.firstIndex(of: id) { return index + 1 }
    people.append(id)
    return people.count
  }
}

extension CallLogLine {
  fileprivate func number(_ name: String) throws(CallLogFault) -> Int {
    guard case .number(let number)? = data[name], number > 0 else {
      throw CallLogFault("data.\(name)", "expected a whole number above 0")
    }
    return number
  }

  fileprivate func word<Word: RawRepresentable<String> & CaseIterable>(
    _ name: String
  ) throws(CallLogFault) -> Word {
    if case .text(let text)? = data[name], let word = Word(rawValue: text) { return word }
    throw CallLogFault("data.\(name)", "expected one of " + Word.allCases.map(\.rawValue).joined(separator: ", "))
  }
}
