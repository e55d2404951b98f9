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
    try requireEqual(
      heard.transcript.filter { $0.hasPrefix("Request") || $0 == SpokenCall.inaudible }, call.callerLines,
      "what the caller said")
  }

  /// Property 31: a cough takes nothing away, who breaks in is listened to, and the history says what was played.
  static let bargeIn = ServerLaw(number: 31, title: "Barge-in and takeover") { call, heard in
    for cut in heard.cuts {
      try require(cut.rememberedMs <= cut.sentMs, "no more is remembered than was sent")
    }
    // The answer before a hand-over is cut by it, whatever the caller does.
    let answers = 0..<(call.isTransferred ? call.heard - 1 : call.heard)
    try requireEqual(
      heard.cuts.count, answers.count(where: call.isBrokenInto) + (call.isTransferred ? 1 : 0),
      "what was broken into is cut, and nothing else")
    for index in answers { try answer(index, of: call, in: heard) }
  }

  private static func answer(_ index: Int, of call: SpokenCall, in heard: HeardCall) throws {
    let answer = SpokenCall.answer(index)
    let beginning = answer.prefix { $0 != "i" }
    let told = heard.transcript.filter { $0.hasPrefix(beginning) }
    if told.isEmpty, call.isBrokenInto(index) {
      // Who is quick speaks before the first word is out.
      try require(!heard.heard.contains(beginning), "answer \(index + 1) was heard in part and isn't told")
    } else if call.isBrokenInto(index) {
      try require(told.count == 1 && told[0].hasSuffix(" …"), "answer \(index + 1) is told as cut: \(told)")
      try require(heard.heard.contains(told[0].dropLast(2)), "no more is told than was heard: \(told)")
      try require(!heard.heard.contains(answer), "answer \(index + 1) was cut")
    } else {
      try requireEqual(told, [answer], "answer \(index + 1) is told")
      try require(
        heard.heard.contains("number \(SpokenCall.ending(index))"), "answer \(index + 1) is heard to its end")
      if call.requests[index].disturbance == .none {
        try require(heard.heard.contains(answer), "answer \(index + 1) is heard as a whole")
      }
    }
  }
}
