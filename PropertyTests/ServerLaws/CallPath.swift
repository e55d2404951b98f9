import PropertyTesting

/// The way of a call's audio from what the realtime AI said to what the caller heard, followed byte by byte: each clear
/// leads back to the last mark that was returned, or on to what follows. Places count all bytes that were said.
struct CallPath {
  /// What a drop left of something that was said.
  struct Cut {
    /// So much was known to be heard, in bytes; any of these may be right.
    let heard: [Int]
    /// Marks had come back by then that lie behind what was known.
    var isBehindLastMark = false
    /// So much had come to the caller's side, in bytes, before the clear.
    let received: Int
  }

  /// Of what was cut, by its place in `said`.
  private(set) var cuts: [Int: Cut] = [:]
  /// What the caller heard something of.
  private(set) var reached: Set<Int> = []
  /// Which answers were spoken over, by their requests, in order.
  private(set) var interruptions: [Int] = []

  private let call: SpokenCall
  private let said: [HeardCall.Said]
  /// Where each thing that was said begins, and where the last one ends.
  private let starts: [Int]
  private let audio: [UInt8]
  private var place = 0
  private var isHandedOver = false

  /// Follows the call to its end.
  /// - Throws: where the caller heard something else than what was to be heard there.
  init(of call: SpokenCall, in heard: HeardCall) throws {
    self.call = call
    said = heard.said
    starts = heard.said.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1.bytes) }
    audio = heard.said.flatMap { Spoken.audio($0.words).prefix($0.bytes) }
    for (index, run) in heard.runs.enumerated() { try follow(run, number: index + 1) }
    try require(
      place == audio.count, "everything that was said last is heard, not only \(place) of \(audio.count) bytes")
  }

  private mutating func follow(_ run: HeardCall.Run, number: Int) throws {
    let end = place + run.audio.count
    try require(
      end <= audio.count && audio[place..<end].elementsEqual(run.audio),
      """
      what is heard as number \(number), “\(Spoken.text(heardIn: run.audio))”, is what was said from there: \
      “\(Spoken.text(heardIn: Array(audio[place..<min(end, audio.count)])))”
      """)
    for item in said.indices where starts[item] < end && starts[item + 1] > place { reached.insert(item) }
    switch run.ending {
    case .last: place = end
    case .spokenOver(let known): try interrupt(known: place + known, run)
    case .silenced: try handOver(run)
    }
  }

  /// Something was spoken over what had been known to be heard up to there.
  private mutating func interrupt(known: Int, _ run: HeardCall.Run) throws {
    guard let item = said.indices.last(where: { starts[$0] <= known && known < starts[$0 + 1] }),
      let request = said[item].request
    else {
      throw RequirementFailure(
        "an answer is spoken over, not byte \(known) of all that was said", fileID: #fileID, line: #line)
    }
    interruptions.append(request)
    guard call.interruption(of: request) == .request else {
      // A short sound takes nothing away: all that wasn't known to be heard comes once more.
      place = known
      return
    }
    cuts[item] = Cut(heard: [known - starts[item]], received: received(of: item, in: run))
    place = starts[item + 1]
  }

  /// The server fell silent for its last words. Marks that were under way meanwhile it may know or not.
  private mutating func handOver(_ run: HeardCall.Run) throws {
    try require(call.isTransferred && !isHandedOver, "only a hand-over, once, silences what nobody speaks over")
    isHandedOver = true
    let goodbye = said.count - 1
    let unsettled = said.indices.filter { $0 < goodbye && starts[$0 + 1] > place }
    let places = ([0] + run.marks).filter { mark in
      unsettled.allSatisfy { item in
        let heard = place + mark - starts[item]
        return said[item].truncations == (heard < said[item].bytes ? [max(heard, 0) / 8] : [])
      }
    }
    try require(
      !places.isEmpty,
      """
      the hand-over cuts at a mark that came back before it: \(unsettled.map { said[$0].truncations }) ms, marks at \
      \(run.marks.map { ($0 + place) / 8 }) ms of all that was said, of which \(place / 8) ms lie before
      """)
    for item in unsettled where !said[item].truncations.isEmpty {
      cuts[item] = Cut(
        heard: places.map { max(place + $0 - starts[item], 0) },
        isBehindLastMark: run.marks.contains { $0 > places[places.count - 1] }, received: said[item].bytes)
    }
    place = starts[max(goodbye, 0)]
  }

  private func received(of item: Int, in run: HeardCall.Run) -> Int {
    min(max(place + run.received - starts[item], 0), said[item].bytes)
  }
}
