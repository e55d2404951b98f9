import PropertyTesting

extension ServerLaw {
  /// Property 6: the transfer comes at exactly the third failure.
  static let aiTransferLogic = ServerLaw(number: 6, title: "AI Transfer Logic") { call, heard in
    try requireEqual(heard.failedAttempts, call.failures, "failed attempts")
    try requireEqual(heard.transferReason, call.isTransferred ? "attempts_exhausted" : nil, "the transfer")
    try requireEqual(heard.dialled.count, call.isTransferred ? 1 : 0, "persons that were rung")
  }

  /// Property 16: nothing illegal was sent to either side, and nothing is owed.
  static let externalServices = ServerLaw(number: 16, title: "External Service Integration") { _, heard in
    try requireEqual(heard.carrierBreaches, [], "what the carrier found")
    try requireEqual(heard.aiBreaches, [], "what the realtime AI found")
    try requireEqual(heard.early, [], "nothing is said before the session is set up")
    try requireEqual(heard.unanswered, [], "each tool call has its result")
  }

  /// Property 30: each of the caller's utterances once, in order.
  static let utterancesInOrder = ServerLaw(number: 30, title: "Utterances in order") { call, heard in
    let lines = heard.transcript.filter { $0.hasPrefix("Request") || $0 == SpokenCall.inaudible }
    // Words that the provider hadn't written down when the call ended have their line all the same.
    let lost = zip(lines, call.callerLines).map { $0 != $1 && $0 == SpokenCall.inaudible }
    let expected = zip(call.callerLines, lost + repeatElement(false, count: call.heard)).map { line, isLost in
      isLost ? SpokenCall.inaudible : line
    }
    try requireEqual(lines, expected, "what the caller said")
    let owed = lost.indices.count { lost[$0] && !call.mayEndUnwritten($0) }
    try require(owed <= heard.unwritten, "\(owed) requests are inaudible whose words were told")
  }

  /// Property 31: a cough takes nothing away, who breaks in is listened to, and the history says what was played.
  static let bargeIn = ServerLaw(number: 31, title: "Barge-in and takeover") { call, heard in
    try requireEqual(heard.waitsInVain, 0, "waits in vain")
    let brokenInto = call.answers.filter(call.isBrokenInto)
    // The answer before a hand-over is cut by it, unless it was heard to its end meanwhile.
    let byHandOver = heard.cuts.count - brokenInto.count
    try require(
      byHandOver == 0 || byHandOver == 1 && call.isTransferred,
      "what was broken into is cut, and nothing else: \(heard.cuts.count) cuts, \(brokenInto.count) break-ins")
    try requireEqual(heard.knownAtBreakIns.count, brokenInto.count, "break-ins")
    for (cut, known) in zip(heard.cuts, heard.knownAtBreakIns) {
      try require(
        cut.rememberedMs >= known, "\(cut.rememberedMs) ms are remembered, \(known) ms were known to be heard")
    }
    var cuts = heard.cuts[...]
    var told = heard.transcript.filter { $0.hasPrefix("Answer") }[...]
    for index in 0..<call.heard {
      let isCut = call.isBrokenInto(index) || (!call.answers.contains(index) && byHandOver == 1)
      try answer(index, cut: isCut ? cuts.popFirst() : nil, of: call, in: heard, &told)
    }
    try requireEqual(Array(told), [], "answers that are told and weren't given")
  }

  private static func answer(
    _ index: Int, cut: HeardCall.Cut?, of call: SpokenCall, in heard: HeardCall, _ told: inout ArraySlice<String>
  ) throws {
    let answer = SpokenCall.answer(index)
    if let cut {
      try require(cut.rememberedMs <= cut.sentMs, "no more is remembered than was sent")
      let played = answer.prefix(cut.rememberedMs / Spoken.millisecondsPerLetter)
      try require(
        heard.heard.contains(played), "no more is remembered of answer \(index + 1) than was heard: \(played)")
      let lines = call.lines(of: index, playedMs: cut.rememberedMs)
      if let line = told.first, lines.contains(line) {
        told.removeFirst()
      } else {
        try require(
          lines.contains(nil), "answer \(index + 1) is told as it was played: \(played), not \(told.first ?? "")")
      }
    } else {
      try requireEqual(told.popFirst(), answer, "answer \(index + 1) is told")
      guard call.answers.contains(index) else { return }
      try require(heard.heard.contains(SpokenCall.ending(index)), "answer \(index + 1) is heard to its end")
      if call.requests[index].disturbance == .none {
        try require(heard.heard.contains(answer), "answer \(index + 1) is heard as a whole")
      }
    }
  }
}
