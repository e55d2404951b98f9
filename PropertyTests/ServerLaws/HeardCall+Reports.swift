import Simulators

extension HeardCall {
  /// What the two sides saw; what the API tells is still to come.
  init(_ report: CallReport, _ session: RealtimeSessionReport) {
    self.init()
    carrierBreaches = report.violations.map(\.description)
    aiBreaches = session.graveViolations.map { "\($0.eventType): \($0.code) \($0.message)" }
    early = session.early
    unanswered = session.unansweredCalls.map(\.name)
    dialled = report.dialled.map { "\($0.address) \($0.result.rawValue)" }
    waitsInVain = report.timeline.count { $0.event == .gaveUpWaiting }
    missed = report.timeline.count { $0.event == .cameTooLate }
    asked = session.utterances.map(\.transcript)
    let spoken = session.responses.filter { $0.audioMs > 0 }
    said = spoken.map { response in
      Said(
        words: response.says, request: response.turn,
        progress: response.progress.map { .init(letters: $0.letters, bytes: $0.bytes) },
        truncations: session.truncations.filter { $0.itemID == response.itemID }.map(\.audioEndMs))
    }
    moments = session.moments.compactMap { moment in
      switch moment {
      case .turnEnded(let item): session.utterances.firstIndex { $0.itemID == item }.map { .asked($0) }
      case .written(let item): session.utterances.firstIndex { $0.itemID == item }.map { .written($0) }
      case .began(let item): spoken.firstIndex { $0.itemID == item }.map { .began($0) }
      }
    }
    runs = report.runs
  }
}

extension CallReport {
  /// What was heard, cut where the server cleared, with the marks that came back because they were reached.
  fileprivate var runs: [HeardCall.Run] {
    var reader = RunReader(self)
    for entry in timeline { reader.read(entry.event) }
    return reader.runs
  }
}

/// Follows a call's marks and clears.
private struct RunReader {
  /// Where the mark of a name is.
  private struct Place {
    let run: Int
    let bytes: Int
  }

  private(set) var runs: [HeardCall.Run]
  private var places: [String: Place] = [:]
  private var current = 0
  /// How much of the run at hand was known to be heard when it was spoken over.
  private var spokenOver: Int?

  /// What starts to sound at a clear or later was sent behind it: what was sent before was dropped, as far as it hadn't
  /// begun to sound.
  init(_ report: CallReport) {
    let clears = report.timeline.compactMap { if case .cleared = $0.event { $0.at } else { nil } }
    runs = (0...clears.count).map { _ in HeardCall.Run(audio: []) }
    for segment in report.heard {
      let run = clears.count { $0 <= segment.startedAt }
      runs[run].audio += segment.audio
      runs[run].received += segment.byteCount
      // What a clear cut short lost its mark: it comes back, and says nothing.
      if let mark = segment.mark { places[mark] = Place(run: run, bytes: runs[run].audio.count) }
    }
  }

  mutating func read(_ event: TimelineEntry.Event) {
    switch event {
    case .markReturned(let name):
      guard let place = places[name], place.run == current else { return }
      runs[current].marks.append(place.bytes)
    case .spokeOver: spokenOver = runs[current].marks.last ?? 0
    case .cleared(let dropped):
      runs[current].received += dropped
      runs[current].ending = spokenOver.map { .spokenOver(known: $0) } ?? .silenced
      spokenOver = nil
      current += 1
    default: break
    }
  }
}
