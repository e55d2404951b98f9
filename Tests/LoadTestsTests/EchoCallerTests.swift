import LoadTests
import NIOCore
import Simulators
import Testing

@Suite struct EchoCallerTests {
  private let schedule = FrameSchedule(start: .uptimeNanoseconds(1_000_000_000), calls: 1)
  private let record = CallsRecord()

  private func caller() -> EchoCaller {
    EchoCaller(call: 0, streamSid: "MZ1", firstTurn: 0, schedule: schedule, frames: 10, record: record)
  }

  private static func payload(of message: ByteBuffer) -> [UInt8] {
    Array(message.readableBytesView.dropLast(3).suffix(FrameIdentity.frameLetters))
  }

  @Test func `a generator that stalled shows as latency, from the time each frame was due`() {
    let caller = caller()
    record.measure(in: schedule.start..<(schedule.start + .seconds(10)))
    // Ten frames were due while nothing ran; all are sent at once and come back at once.
    let now = schedule.start + .milliseconds(200)
    for turn in 0..<10 {
      let due = schedule.due(slot: 0, turn: turn)
      let message = caller.message(turn: turn, sequence: turn + 2, due: due, at: now)
      record.sent(due: due, at: now)
      Self.payload(of: message).withUnsafeBytes { caller.heard($0, at: now) }
    }
    let seen = record.snapshot
    #expect(seen.tally.received == 10)
    #expect(seen.tally.late == 10)
    #expect(seen.latency.percentiles.maximum >= 199)
    // The median frame was due 100 ms before it was sent.
    #expect((99...121).contains(seen.latency.percentiles.p50))
  }

  @Test func `only frames due within the window count`() {
    let caller = caller()
    record.measure(in: schedule.due(slot: 0, turn: 2)..<schedule.due(slot: 0, turn: 4))
    for turn in 0..<6 {
      let due = schedule.due(slot: 0, turn: turn)
      let message = caller.message(turn: turn, sequence: turn + 2, due: due, at: due)
      record.sent(due: due, at: due)
      Self.payload(of: message).withUnsafeBytes { caller.heard($0, at: due + .milliseconds(3)) }
    }
    #expect(record.tally.sent == 2)
    #expect(record.tally.received == 2)
    #expect(record.tally.lost == 0)
  }

  @Test func `what is lost, crossed, doubled, late in order or spoiled is counted as that`() {
    let caller = caller()
    record.measure(in: schedule.start..<(schedule.start + .seconds(10)))
    let now = schedule.due(slot: 0, turn: 9)
    var payloads: [[UInt8]] = []
    for turn in 0..<6 {
      let due = schedule.due(slot: 0, turn: turn)
      payloads.append(Self.payload(of: caller.message(turn: turn, sequence: turn + 2, due: due, at: due)))
      record.sent(due: due, at: due)
    }
    var spoiled = payloads[5]
    spoiled[100] = UInt8(ascii: "A")
    let other = Base64Text.encode(FrameIdentity(call: 1, sequence: 0).codes + FrameIdentity.filling(of: 1))
    // 1 comes after 2, 3 twice, 4 never, 5 spoiled, and one of another call.
    for payload in [payloads[0], payloads[2], payloads[1], payloads[3], payloads[3], spoiled, other] {
      payload.withUnsafeBytes { caller.heard($0, at: now) }
    }
    let tally = record.tally
    #expect(tally.sent == 6)
    #expect(tally.received == 4)
    #expect(tally.lost == 2)
    #expect(tally.disordered == 1)
    #expect(tally.duplicated == 1)
    #expect(tally.damaged == 1)
    #expect(tally.crossed == 1)
  }

  @Test func `a frame that was never due can't have come back`() {
    let caller = caller()
    record.measure(in: schedule.start..<(schedule.start + .seconds(10)))
    let early = Base64Text.encode(FrameIdentity(call: 0, sequence: 500).codes + FrameIdentity.filling(of: 0))
    early.withUnsafeBytes { caller.heard($0, at: schedule.start) }
    #expect(record.tally.received == 0)
    #expect(record.tally.damaged == 1)
  }
}
