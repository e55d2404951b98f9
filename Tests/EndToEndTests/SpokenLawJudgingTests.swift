import ServerLaws
import Simulators
import Testing
import VoiceCore

/// Properties 30 and 31 on calls that nobody placed: what a right server does, and faults of others.
@Suite("The laws on spoken calls, without a server")
struct SpokenLawJudgingTests {
  /// A call of three requests whose first answer is broken into, and whose second is coughed over.
  private static let call = SpokenCall(requests: [
    .init(verdict: .served, disturbance: .nextBreaksIn, transcript: nil),
    .init(verdict: .served, disturbance: .burst(100), transcript: .failed),
    .init(verdict: .served, disturbance: .none, transcript: .after),
  ])

  private static func answer(_ number: Int) -> String {
    "Answer \(number) is long enough to be heard as number \(number)."
  }

  private static func said(_ words: String, _ request: Int?, truncations: [Int] = []) -> HeardCall.Said {
    HeardCall.Said(
      words: words, request: request, progress: [.init(letters: words.count, bytes: words.count * 320)],
      truncations: truncations)
  }

  /// As a right server takes it: of the first answer 18 letters were heard and 15 were known to be, of the second 20 and
  /// 18, after which the rest came once more.
  private static let heard: HeardCall = {
    var heard = HeardCall()
    heard.asked = ["Request 1", "Request 2", "Request 3"]
    heard.said = [
      said("Welcome.", nil), said(answer(1), 0, truncations: [600]), said(answer(2), 1), said(answer(3), 2),
    ]
    heard.moments = [
      .began(0), .asked(0), .began(1), .written(0), .asked(1), .began(2), .written(1), .asked(2), .began(3),
      .written(2),
    ]
    heard.runs = [
      run("Welcome." + answer(1).prefix(18), of: 8 + 48, .spokenOver(known: (8 + 15) * 320)),
      run(String(answer(2).prefix(20)), of: 48, .spokenOver(known: 18 * 320)),
      run(answer(2).dropFirst(18) + answer(3), of: 30 + 48, .last),
    ]
    heard.transcript = [
      .init(.receptionist, "Welcome."), .init(.caller, "Request 1"), .init(.receptionist, "Answer 1 is …"),
      .init(.caller, "[inaudible]"), .init(.receptionist, answer(2)), .init(.caller, "Request 3"),
      .init(.receptionist, answer(3)),
    ]
    return heard
  }()

  private static func run(_ words: String, of letters: Int, _ ending: HeardCall.Run.Ending) -> HeardCall.Run {
    HeardCall.Run(audio: Spoken.audio(words), received: letters * 320, ending: ending)
  }

  /// What the law makes of the call, changed; `nil` when it fails.
  private static func judged(_ number: Int, _ change: (inout HeardCall) -> Void = { _ in }) -> Set<Allowance>? {
    var heard = heard
    change(&heard)
    return ServerLaw.all.first { $0.number == number }.flatMap { try? $0.judge(call, heard) }
  }

  @Test func `what a right server does is right, and nothing had to be allowed`() {
    #expect(Self.judged(30) == [])
    #expect(Self.judged(31) == [])
  }

  // MARK: Property 30

  @Test func `a request too much, too few, or in another place is found`() {
    #expect(Self.judged(30) { $0.transcript.append(.init(.caller, "Request 4")) } == nil)
    #expect(Self.judged(30) { $0.transcript.remove(at: 1) } == nil)
    #expect(Self.judged(30) { $0.transcript.swapAt(1, 5) } == nil)
    #expect(Self.judged(30) { $0.asked[1] = "Request 3" } == nil)
  }

  @Test func `an answer told before its request is found, and so is one told as the caller's`() {
    #expect(Self.judged(30) { $0.transcript.swapAt(1, 2) } == nil)
    #expect(Self.judged(30) { $0.transcript.swapAt(5, 6) } == nil)
    #expect(Self.judged(30) { $0.transcript[4] = .init(.caller, Self.answer(2)) } == nil)
  }

  @Test func `lines that nobody said are found`() {
    #expect(Self.judged(30) { $0.transcript.append(.init(.receptionist, "rubbish")) } == nil)
    #expect(Self.judged(30) { $0.transcript.insert(.init(.receptionist, ""), at: 3) } == nil)
    #expect(Self.judged(31) { $0.transcript.insert(.init(.receptionist, "rubbish"), at: 3) } == nil)
  }

  @Test func `only words behind which nothing was heard any more may be missing`() {
    #expect(Self.judged(30) { $0.transcript[5] = .init(.caller, "[inaudible]") } == [.wordsUnread])
    #expect(Self.judged(30) { $0.transcript[1] = .init(.caller, "[inaudible]") } == nil)
    #expect(
      Self.judged(30) {
        $0.transcript[5] = .init(.caller, "[inaudible]")
        // Told before the answer that was heard.
        $0.moments.swapAt(8, 9)
      } == nil)
  }

  // MARK: Property 31

  @Test func `a history that isn't what was played is found, to the letter`() {
    #expect(Self.judged(31) { $0.transcript[2] = .init(.receptionist, "Answer 1 is long …") } == nil, "more")
    #expect(Self.judged(31) { $0.transcript[2] = .init(.receptionist, "Answer 1 …") } == nil, "less")
    #expect(Self.judged(31) { $0.transcript[2] = .init(.receptionist, Self.answer(1)) } == nil, "all")
    #expect(Self.judged(31) { $0.transcript.remove(at: 2) } == nil, "nothing")
    #expect(Self.judged(31) { $0.transcript.remove(at: 4) } == nil, "an answer less")
    #expect(Self.judged(31) { $0.transcript.append(.init(.receptionist, Self.answer(3))) } == nil, "an answer twice")
  }

  @Test func `a cut elsewhere than at the last mark, a second one, one of a cough, and none are found`() {
    #expect(Self.judged(31) { $0.said[1].truncations = [500] } == nil, "a mark too few")
    #expect(Self.judged(31) { $0.said[1].truncations = [700] } == nil, "within what was heard")
    #expect(Self.judged(31) { $0.said[1].truncations = [600, 600] } == nil)
    #expect(Self.judged(31) { $0.said[1].truncations = [] } == nil)
    #expect(Self.judged(31) { $0.said[2].truncations = [720] } == nil)
  }

  @Test func `sound that is lost, doubled or out of order is found, to the byte`() {
    #expect(Self.judged(31) { $0.runs[2].audio.removeFirst() } == nil, "goes on a byte too late")
    #expect(Self.judged(31) { $0.runs[2].audio.insert($0.runs[2].audio[0], at: 0) } == nil, "and too early")
    #expect(Self.judged(31) { $0.runs[2].audio.removeLast() } == nil)
    #expect(Self.judged(31) { $0.runs[2].audio += Spoken.audio(Self.answer(3)) } == nil, "an answer heard twice")
    #expect(Self.judged(31) { $0.runs[1].audio = Spoken.audio(Self.answer(1)) } == nil, "what was broken into goes on")
    #expect(Self.judged(31) { $0.runs[2].ending = .silenced } == nil, "falls silent without a reason")
    #expect(Self.judged(31) { $0.waitsInVain = 1 } == nil)
  }

  @Test func `an answer that nobody asked for, and one that isn't given, are found`() {
    #expect(Self.judged(31) { $0.said.append(Self.said("All right.", nil)) } == nil)
    #expect(Self.judged(31) { $0.said.removeLast() } == nil)
  }

  @Test func `a cough that came too late is allowed and counted, a break-in that didn't come isn't`() {
    #expect(
      Self.judged(31) {
        $0.runs[1...2] = [Self.run(Self.answer(2) + Self.answer(3), of: 96, .last)]
        $0.missed = 1
      } == [.missedCough])
    #expect(
      Self.judged(31) {
        $0.runs = [Self.run("Welcome." + Self.answer(1) + Self.answer(2) + Self.answer(3), of: 152, .last)]
        $0.said[1].truncations = []
        $0.transcript[2] = .init(.receptionist, Self.answer(1))
      } == nil)
  }

  @Test func `of an answer that is still coming the line follows from one of its pieces`() {
    func said(_ line: String?) -> Set<Allowance>? {
      Self.judged(31) {
        // The words run ahead of the sound: 22 letters were told with 15 letters' sound, 30 with 24.
        $0.said[1] = HeardCall.Said(
          words: Self.answer(1), request: 0,
          progress: [.init(letters: 22, bytes: 18 * 320), .init(letters: 29, bytes: 24 * 320)], truncations: [600])
        $0.runs[0].received = (8 + 18) * 320
        $0.transcript[2...2] = line.map { [.init(.receptionist, $0)] } ?? []
      }
    }
    // 22 letters of which 15/18 were heard, or 29 of which 15/24 were: 18 letters each.
    #expect(said("Answer 1 is long …") == [])
    #expect(said("Answer 1 is …") == nil)
    #expect(said(nil) == nil)
  }
}
