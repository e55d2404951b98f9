import Foundation
import FoundationXML
import LoadTests
import NIOCore
import Testing

@Suite struct CallsReportTests {
  /// A measurement of so many calls for two seconds, all frames back after so many milliseconds, but for what is changed.
  private static func measurement(
    mode: CallsPlan.Mode = .echo, calls: Int = 4, latencyMilliseconds: Int64 = 7, generatorCPU: Double = 0.4,
    serverCPU: Double = 0.5, otherCPU: Double = 0.1, sentShare: Double = 1, lost: Int = 0, dropped: Int = 0,
    extra: (CallsRecord) -> Void = { _ in }
  ) -> CallsMeasurement {
    let record = CallsRecord(identifiesFrames: mode == .echo)
    let start = NIODeadline.uptimeNanoseconds(1_000_000_000)
    record.measure(in: start..<(start + .seconds(2)))
    let count = Int(Double(calls * 100) * sentShare)
    for frame in 0..<count {
      let due = start + .milliseconds(Int64(frame % 100) * 20)
      record.sent(due: due, at: due)
      if frame >= lost { record.received(due: due, at: due + .milliseconds(latencyMilliseconds), isDisordered: false) }
    }
    // Calls that were dropped lasted no time.
    for _ in dropped..<calls {
      record.wasUp(
        until: start + .seconds(4), slot: 0, firstTurn: 0, schedule: FrameSchedule(start: start, calls: 1))
    }
    record.callsDropped = dropped
    extra(record)
    let seconds = (1...2).map {
      CallsSecond(
        second: $0, callsUp: calls, framesSent: 200, framesReceived: mode == .echo ? 200 : nil,
        latency: mode == .echo
          ? Percentiles(count: 9, p50: 6, p90: 7, p99: 7.5, p999: 8, maximum: 9) : Percentiles(),
        serverCPU: 0.25, generatorCPU: 0.2, serverMiB: 41.5)
    }
    return CallsMeasurement(
      plan: CallsPlan(mode: mode, calls: calls, seconds: 2), snapshot: record.snapshot, established: calls,
      failures: [:], idle: ProcessMeter.Reading(cpuSeconds: 1, residentKiB: 40_960, threads: 5),
      use: CallsUse(
        seconds: 2, serverCPUSeconds: serverCPU, generatorCPUSeconds: generatorCPU, otherCPUSeconds: otherCPU,
        loaded: ProcessMeter.Reading(cpuSeconds: 1.5, residentKiB: 41_360, threads: 5)), series: seconds)
  }

  private static func report(
    _ measured: CallsMeasurement, serverCore: Int? = 0, generatorCore: Int? = 1, pid: Int32? = nil, aiDelay: Int? = nil,
    actualDelays: [Int]? = nil
  ) -> CallsReport {
    CallsReport(
      measured,
      to: CallsTarget(
        baseURL: "http://127.0.0.1:1", accountSid: "AC1", authToken: "t", dialled: ["+15550100200"], pid: pid,
        aiDelayMilliseconds: aiDelay),
      in: CallsReport.Circumstances(
        date: "2026-01-01T00:00:00Z", command: #"voicecore-load run calls --report "a<b>&c""#, version: "0",
        machine: .here, serverCore: serverCore, generatorCore: generatorCore, aiDelaysMilliseconds: actualDelays))
  }

  @Test func `a run within its limits held, with the figures per call`() {
    let report = Self.report(Self.measurement())
    #expect(report.verdict == .held && report.reasons.isEmpty)
    #expect(report.server.cpuMillisecondsPerCallSecond == 62.5)
    #expect(report.server.kibPerCallAboveIdle == 100)
    #expect(report.server.cpuShare == 0.25 && report.generator.cpuShare == 0.2)
    #expect((6.9...7.1).contains(report.latency.p99))
  }

  @Test func `a generator busier than four fifths of its core makes the run void, whatever it measured`() {
    #expect(Self.report(Self.measurement(generatorCPU: 1.59)).verdict == .held)
    let void = Self.report(Self.measurement(latencyMilliseconds: 500, generatorCPU: 1.62, lost: 3))
    #expect(void.verdict == .void)
    #expect(void.reasons == ["the generator used 81 % of its core: it measured itself"])
  }

  @Test func `more frames than the time allows, or fewer than were due, make the run void`() {
    #expect(Self.report(Self.measurement(sentShare: 1.01)).verdict == .void)
    #expect(Self.report(Self.measurement { $0.wentAboveNominal() }).verdict == .void)
    #expect(Self.report(Self.measurement(sentShare: 0.98)).verdict == .void)
    #expect(Self.report(Self.measurement(sentShare: 0)).verdict == .void)
  }

  @Test func `a dropped call doesn't hide that the generator sent too little`() {
    let void = Self.report(Self.measurement(calls: 4, sentShare: 0.7, dropped: 1))
    #expect(void.reasons == ["the generator sent only 280 of 300 frames due on calls that were up"])
    // What a dropped call didn't send was not due.
    let broken = Self.report(Self.measurement(calls: 4, sentShare: 0.75, dropped: 1))
    #expect(broken.verdict == .broken && broken.reasons == ["1 calls ended by the server"])
  }

  @Test func `when everything is lost the server is to blame, not the measurement`() {
    #expect(Self.report(Self.measurement(lost: 400)).reasons == ["400 frames lost"])
    #expect(Self.report(Self.measurement(sentShare: 0, dropped: 4)).verdict == .broken)
  }

  @Test func `a server of our own without a core of its own makes the run void`() {
    #expect(Self.report(Self.measurement(), pid: 1).verdict == .held)
    #expect(Self.report(Self.measurement(), serverCore: nil, pid: 1).verdict == .void)
    #expect(Self.report(Self.measurement(), generatorCore: nil, pid: 1).verdict == .void)
    #expect(Self.report(Self.measurement(), serverCore: nil, generatorCore: nil).verdict == .held)
  }

  @Test func `a limit that broke beside other load is void, but not what no load excuses`() {
    #expect(Self.report(Self.measurement(otherCPU: 0.5)).verdict == .held)
    #expect(Self.report(Self.measurement(latencyMilliseconds: 51, otherCPU: 0.38)).verdict == .broken)
    let void = Self.report(Self.measurement(latencyMilliseconds: 51, otherCPU: 0.5))
    #expect(void.verdict == .void && void.reasons.first?.contains("0.25 cores were used by something else") == true)
    let crossed = Self.report(Self.measurement(latencyMilliseconds: 51, otherCPU: 0.5) { $0.crossed() })
    #expect(crossed.verdict == .broken)
  }

  @Test func `a server on the generator's core, or more cores than there are, make the run void`() {
    #expect(Self.report(Self.measurement(), serverCore: 1).verdict == .void)
    #expect(Self.report(Self.measurement(serverCPU: 2.2 * Double(Machine.here.cores))).verdict == .void)
  }

  @Test func `latency that the generator's own lateness may have made breaks no limit but makes the run void`() {
    let late = { (record: CallsRecord) in
      for frame in 0..<5 {
        let due = NIODeadline.uptimeNanoseconds(1_000_000_000) + .milliseconds(Int64(frame) * 20)
        record.sent(due: due, at: due + .milliseconds(60))
        record.received(due: due, at: due + .milliseconds(61), isDisordered: false)
      }
    }
    #expect(Self.report(Self.measurement(latencyMilliseconds: 60, sentShare: 0.9875, extra: late)).verdict == .void)
    // Late, and within the limit all the same.
    #expect(Self.report(Self.measurement(calls: 40, sentShare: 0.99875, extra: late)).verdict == .held)
  }

  @Test func `a broken limit is named`() {
    #expect(Self.report(Self.measurement(latencyMilliseconds: 51)).reasons.first?.contains("p99") == true)
    #expect(Self.report(Self.measurement(lost: 2)).reasons == ["2 frames lost"])
    #expect(Self.report(Self.measurement { $0.crossed() }).reasons == ["1 frames crossed into another call"])
    #expect(Self.report(Self.measurement { $0.callsDropped += 1 }).verdict == .broken)
  }

  @Test func `an AI whose delay is unknown is held to no limit`() {
    let talk = Self.measurement(mode: .talk) { record in
      let due = NIODeadline.uptimeNanoseconds(1_000_000_000)
      record.answered(spokenUntil: due, at: due + .milliseconds(900), own: nil)
    }
    #expect(Self.report(talk).verdict == .held)
    #expect(Self.report(talk, aiDelay: 800).verdict == .broken)
  }

  @Test func `an AI that was set to another delay than was taken off makes the run void`() {
    let talk = Self.measurement(mode: .talk) { record in
      let due = NIODeadline.uptimeNanoseconds(1_000_000_000)
      record.answered(spokenUntil: due, at: due + .milliseconds(830), own: .milliseconds(30))
    }
    #expect(Self.report(talk, aiDelay: 800, actualDelays: [800]).verdict == .held)
    #expect(
      Self.report(talk, aiDelay: 800, actualDelays: [500, 800]).reasons
        == ["the AI was set to answer after 500 or 800 ms and 800 ms were taken off"])
    #expect(Self.report(talk, aiDelay: 800, actualDelays: []).verdict == .void)
  }

  @Test func `unanswered turns, answers too early and two voices break a run of talk`() {
    let due = NIODeadline.uptimeNanoseconds(1_000_000_000)
    let reasons = { (event: @escaping (CallsRecord) -> Void) in
      let talk = Self.measurement(mode: .talk) { record in
        record.answered(spokenUntil: due, at: due + .milliseconds(830), own: .milliseconds(30))
        event(record)
      }
      return Self.report(talk, aiDelay: 800, actualDelays: [800]).reasons
    }
    #expect(
      reasons { $0.remainedUnanswered(spokenUntil: due, at: due + .seconds(2), own: .milliseconds(1200)) }
        .contains("1 turns without an answer"))
    #expect(
      reasons { $0.answered(spokenUntil: due, at: due + .milliseconds(10), own: .milliseconds(-790)) }
        == ["1 turns answered before they could be"])
    #expect(
      reasons { $0.spokenOver(brokeInAt: due) }
        == ["1 interruptions that the AI spoke over after it was silent"])
  }

  @Test func `a report of talk claims nothing about frames that it can't know again`() throws {
    let report = Self.report(Self.measurement(mode: .talk), aiDelay: 800)
    let json = try #require(
      try JSONSerialization.jsonObject(with: Data(try report.json.utf8)) as? [String: Any])
    let frames = try #require(json["frames"] as? [String: Any])
    #expect(Set(frames.keys) == ["due", "sent", "late", "aboveNominal", "refusedMessages", "clears"])
    #expect(!report.rows.contains { ["frames back", "lost", "crossed", "spoiled"].contains($0.name) })
    #expect(report.rows.contains { $0.name == "barge-in p99" && $0.value == "none" })
    #expect(report.csv.split(separator: "\n")[1] == "1,4,200,,,,,,0.250,0.200,41.5")
    #expect(!report.html.contains("lost") && !report.html.contains("frames back"))
  }

  @Test func `the JSON gives the report back`() throws {
    let report = Self.report(Self.measurement())
    let read = try JSONDecoder().decode(CallsReport.self, from: Data(try report.json.utf8))
    #expect(read.frames == report.frames && read.latency == report.latency && read.series == report.series)
    #expect(read.verdict == .held && read.plan == report.plan)
  }

  @Test func `the CSV has a line for each second and a field for each column`() {
    let lines = Self.report(Self.measurement()).csv.split(separator: "\n")
    #expect(lines.count == 3)
    #expect(Set(lines.map { $0.split(separator: ",", omittingEmptySubsequences: false).count }) == [11])
    #expect(lines[1] == "1,4,200,200,6.000,7.000,7.500,9.000,0.250,0.200,41.5")
  }

  @Test func `the page is well-formed, stands alone and shows three plots`() {
    for measured in [Self.measurement(), Self.measurement(mode: .talk), Self.measurement(sentShare: 0)] {
      let html = Self.report(measured).html
      let parser = XMLParser(data: Data(html.utf8))
      #expect(parser.parse(), "\(parser.parserError.map { "\($0)" } ?? "")")
      #expect(html.components(separatedBy: "<svg").count == 4)
      #expect(!html.contains("<script") && !html.contains("http") && !html.contains(#/\bnan\b/#))
      #expect(html.contains("prefers-color-scheme: dark") && html.contains("a&lt;b&gt;&amp;c"))
    }
  }
}
