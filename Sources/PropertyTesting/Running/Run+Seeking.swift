// Cases near to where bugs are, for laws that say how near.
extension Run {
  /// Of the cases demanded one in so many comes by chance, the first of them all.
  private static var shareOfChance: Int { 4 }
  /// After so many changes that were no better another beginning is tried: hills have tops.
  private static var patience: Int { 300 }
  /// Cases by chance from which a search begins.
  private static var beginnings: Int { 8 }

  private struct Scored {
    let recording: Recording
    let score: Double
  }

  /// Runs as many cases as demanded: first by chance, then changes of the best, each of which takes its place if it scores
  /// no less. The seed decides everything.
  mutating func soughtFailure() async throws(Ending) -> Scan<Input>.Found? {
    board.enter(.cases)
    var random = Xoshiro256(run: settings.seed, property: StableHash.of(law.name.title), case: .max)
    var best: [Scored] = []
    var current: Scored?
    var failedChanges = 0
    var next = 0
    let (product, overflows) = settings.cases.multipliedReportingOverflow(by: max(settings.maximumDiscardRatio, 0))
    let maximumDiscards = overflows ? Int.max - 1 : product
    while tally.cases < settings.cases {
      guard tally.discards <= maximumDiscards else { throw Ending(outcome: givenUp) }
      let isByChance = best.isEmpty || tally.cases < settings.cases / Self.shareOfChance
      if !isByChance, current == nil || failedChanges >= Self.patience {
        current = best[next % best.count]
        next += 1
        failedChanges = 0
      }
      let ranks = isByChance ? nil : current.map { Mutation.of($0.recording, &random) }
      let place = index
      index += 1
      guard let input = begun(place, ranks) else { continue }
      let recording = trial.recording
      board.current = Counterexample(
        value: input, origin: .replayed, failure: Failure(CaseHung(limit: settings.caseLimit)),
        token: recording.token(law.name), generatedBy: nil, evaluations: 0)
      trial.heart.begin(ranks == nil ? .judging : .replaying, place)
      let (verdict, score) = await trial.judge(scoring: input)
      trial.heart.rest()
      if board.isStopped { throw Ending(outcome: stopped()) }
      switch verdict {
      case .discarded(let discard):
        tally.count(discard)
        continue
      case .failed(let failure):
        tally.cases += 1
        return Scan.Found(index: place, input: input, failure: failure, ranks: ranks.map { _ in recording.ranks })
      case .held:
        tally.countHeld()
        law.classifier.label(input, in: &tally)
        board.count(cases: 1, discards: 0)
      }
      guard let score else { continue }
      highestScore = max(highestScore ?? score, score)
      let scored = Scored(recording: recording, score: score)
      if isByChance {
        best = Array((best + [scored]).sorted { $0.score > $1.score }.prefix(Self.beginnings))
      } else if let before = current, score >= before.score {
        failedChanges = score > before.score ? 0 : failedChanges + 1
        current = scored
        // So that other beginnings start from where this one came to.
        if score > before.score {
          best = Array((best + [scored]).sorted { $0.score > $1.score }.prefix(Self.beginnings))
        }
      } else {
        failedChanges += 1
      }
    }
    return nil
  }

  /// The value of a case: one of chance, or that of a change; `nil` when it was discarded.
  private mutating func begun(_ place: Int, _ ranks: [UInt64]?) -> Input? {
    trial.heart.begin(.drawing, place)
    defer { trial.heart.rest() }
    if let ranks {
      guard trial.made(ranks, fence: nil) != nil, let input = trial.input else {
        tally.count(Discard("a change that the generator discards"))
        return nil
      }
      return input
    }
    do {
      return try trial.generate(seed: settings.seed, index: place)
    } catch {
      tally.count(error)
      return nil
    }
  }
}

/// A case a little changed.
private enum Mutation {
  /// `recording` with one to three of its choices changed, or an element of a list doubled or left out.
  static func of(_ recording: Recording, _ random: inout Xoshiro256) -> [UInt64] {
    guard !recording.ranks.isEmpty else { return [] }
    let items = recording.spans.filter {
      $0.label == .item && !$0.range.isEmpty && recording.choices[$0.range.lowerBound].kind == .more
    }
    if !items.isEmpty, random.next() & 3 == 0 {
      let item = items[Int(random.next(upTo: UInt64(items.count - 1)))].range
      var ranks = recording.ranks
      if random.next() & 3 == 0 {
        ranks.removeSubrange(item)
      } else {
        ranks.insert(contentsOf: ranks[item], at: item.lowerBound)
      }
      return ranks
    }
    var ranks = recording.ranks
    // Mostly one, so that what is right already stays so.
    for _ in 0...(random.next() & 3 == 0 ? 1 + random.next(upTo: 1) : 0) {
      let place = Int(random.next(upTo: UInt64(ranks.count - 1)))
      ranks[place] = changed(recording.choices[place], &random)
    }
    return ranks
  }

  /// Half of the time a value nearby, at a distance of any length; else any.
  private static func changed(_ choice: Choice, _ random: inout Xoshiro256) -> UInt64 {
    let domain = choice.domain
    guard domain.lastRank > 0 else { return 0 }
    guard choice.kind == .integer, random.next() & 1 == 0 else { return random.next(upTo: domain.lastRank) }
    let distance = random.next() >> random.next(upTo: 63)
    let value =
      random.next() & 1 == 0
      ? choice.value + min(distance, domain.highest - choice.value)
      : choice.value - min(distance, choice.value - domain.lowest)
    return domain.rank(of: value)
  }
}
