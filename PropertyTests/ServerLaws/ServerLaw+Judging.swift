import PropertyTesting

extension ServerLaw {
  /// Property 6: the transfer comes at exactly the third failure, and rings the one person that it should.
  static let aiTransferLogic = ServerLaw(number: 6, title: "AI Transfer Logic") { call, heard in
    try requireEqual(heard.failedAttempts, call.failures, "failed attempts")
    try requireEqual(heard.transferReason, call.isTransferred ? "attempts_exhausted" : nil, "the transfer")
    try requireEqual(heard.dialled, call.isTransferred ? ["\(heard.person) completed"] : [], "who was rung")
    return []
  }

  /// Property 16: nothing illegal was sent to either side, and nothing is owed.
  static let externalServices = ServerLaw(number: 16, title: "External Service Integration") { _, heard in
    try requireEqual(heard.carrierBreaches, [], "what the carrier found")
    try requireEqual(heard.aiBreaches, [], "what the realtime AI found")
    try requireEqual(heard.early, [], "nothing is said before the session is set up")
    try requireEqual(heard.unanswered, [], "each tool call has its result")
    try requireEqual(heard.strays, 0, "sessions beside the one that the call needs")
    return []
  }

  /// Property 30: each of the caller's utterances once, in order, also among what the receptionist said, and nothing else.
  static let utterancesInOrder = ServerLaw(number: 30, title: "Utterances in order") { call, heard in
    try requireEqual(heard.asked, (0..<call.heard).map(SpokenCall.words), "what the realtime AI was asked")
    // A path that leads nowhere is property 31's matter; then fewer words are known to have been read.
    let lines = ToldLines(of: heard, along: try? CallPath(of: call, in: heard))
    var told = heard.transcript[...]
    var allowances: Set<Allowance> = []
    for moment in heard.moments {
      switch moment {
      case .written: continue
      case .began(let item):
        // Which of its words are told, if any, is property 31's matter.
        if let line = told.first, line.isOf(heard.said[item].words) { told.removeFirst() }
      case .asked(let index):
        let expected = lines.request(index, of: call)
        guard let line = told.popFirst(), line.speaker == .caller, let place = expected.firstIndex(of: line.text) else {
          let found = heard.transcript[told.startIndex...].first ?? heard.transcript.last
          throw RequirementFailure(
            "request \(index + 1) is told in its place as \(expected), not \(found?.text ?? "nothing")",
            fileID: #fileID, line: #line)
        }
        if place > 0 { allowances.insert(.wordsUnread) }
      }
    }
    try requireEqual(told.map(\.text), [], "lines that nobody said there")
    return allowances
  }

  /// Property 31: a cough takes nothing away, who breaks in is listened to, and the history says what was played.
  static let bargeIn = ServerLaw(number: 31, title: "Barge-in and takeover") { call, heard in
    try requireEqual(heard.waitsInVain, 0, "waits in vain")
    // The greeting, the answers, and the words that go with a hand-over.
    try requireEqual(
      heard.said.map(\.request), [nil] + (0..<call.heard).map { $0 } + (call.isTransferred ? [nil] : []),
      "what the realtime AI said")
    let path = try CallPath(of: call, in: heard)
    var allowances = try interruptions(of: call, along: path)
    let lines = ToldLines(of: heard, along: path)
    var told = heard.transcript.filter { $0.speaker == .receptionist }.map(\.text)[...]
    for (item, said) in heard.said.enumerated() {
      if let cut = path.cuts[item] {
        if said.request.flatMap(call.interruption) == .request {
          try requireEqual(said.truncations, cut.heard.map { $0 / 8 }, "where “\(said.words)” is cut, in ms")
        } else if cut.heard.max() != cut.heard.min() || cut.isBehindLastMark {
          allowances.insert(.crossedMarks)
        }
      } else {
        try requireEqual(said.truncations, [], "“\(said.words)” isn't cut")
      }
      let expected = lines.said(item)
      if expected.count > 1 { allowances.insert(.piecesUnread) }
      if let line = told.first, expected.contains(line) {
        told.removeFirst()
      } else {
        let texts = expected.map { $0 ?? "nothing" }
        try require(expected.contains(nil), "what was heard is told as \(texts), not \(told.first ?? "nothing")")
      }
    }
    try requireEqual(Array(told), [], "lines of what nobody said")
    return allowances
  }

  /// Each answer was spoken over that should be, or it is allowed that it wasn't.
  private static func interruptions(of call: SpokenCall, along path: CallPath) throws -> Set<Allowance> {
    var allowances: Set<Allowance> = []
    var left = path.interruptions[...]
    for request in call.answers {
      guard let wanted = call.interruption(of: request) else { continue }
      if left.first == request {
        left.removeFirst()
        continue
      }
      switch wanted {
      case .cough, .lateCough: allowances.insert(.missedCough)
      case .shortRequest: allowances.insert(.lateRequest)
      case .request: try require(false, "answer \(request + 1) is broken into")
      }
    }
    try requireEqual(Array(left), [], "answers that nobody was to speak over")
    return allowances
  }
}

extension HeardCall.Line {
  /// Whether it tells something of what was said so.
  fileprivate func isOf(_ words: String) -> Bool {
    guard speaker == .receptionist else { return false }
    return text == words || text.hasSuffix(" …") && words.hasPrefix(text.dropLast(2))
  }
}
