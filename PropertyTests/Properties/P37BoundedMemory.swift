import PropertyTesting
import VoiceCore

extension VerifiedProperty {
  /// specs/P37-bounded-memory.md
  static let p37BoundedMemory = VerifiedProperty(
    number: 37, title: "Bounded memory",
    core: {
      Property(37, "Bounded memory", for: .boundedCase, labels: P37.labels, coverage: P37.coverage) { input in
        switch input {
        case .indexes(let shelf): try await KnowledgeShelfTrial.hold(shelf)
        case .rules(let shelf): try await ScreeningShelfTrial.hold(shelf)
        case .attempts(let attempts): try attempts.hold()
        case .refusals(let bursts): try RefusalTrial.hold(bursts)
        case .desk(let steps): try DeskTrial.hold(steps)
        case .newest(let moments): try NewestTrial.hold(moments)
        case .waits(let waits): try WaitsTrial.hold(waits)
        case .unheard(let steps): _ = try UnheardTrial.hold(steps)
        }
      }
    },
    store: nil)
}

/// Something that keeps things, and what it is told.
enum BoundedCase: Sendable {
  case indexes(ShelfUses)
  case rules(ShelfUses)
  case attempts(AttemptTrial)
  case refusals([RefusalBurst])
  case desk([DeskStep])
  /// Seconds at which something happens, in any order.
  case newest([Int])
  /// In milliseconds.
  case waits([Int])
  case unheard([UnheardStep])
}

extension Gen where Value == BoundedCase {
  fileprivate static var boundedCase: Gen {
    .weighted([
      (4, Gen<ShelfUses>.shelfUses.map(BoundedCase.indexes)), (4, Gen<ShelfUses>.shelfUses.map(BoundedCase.rules)),
      (2, Gen<AttemptTrial>.attempts.map(BoundedCase.attempts)),
      (2, Gen<[RefusalBurst]>.array(of: .refusalBurst, count: 1...12).map(BoundedCase.refusals)),
      (2, Gen<[DeskStep]>.array(of: .deskStep, count: 1...40).map(BoundedCase.desk)),
      (2, Gen<[Int]>.array(of: .int(0...5000), count: 0...60).map(BoundedCase.newest)),
      (2, Gen<[Int]>.array(of: .int(0...3000), count: 0...400).map(BoundedCase.waits)),
      (3, Gen<[UnheardStep]>.array(of: .unheardStep, count: 1...30).map(BoundedCase.unheard)),
    ])
  }
}

private enum P37 {
  static let coverage = [
    Coverage("an index goes", atLeast: 10), Coverage("rules go", atLeast: 10),
    Coverage("too many clients", atLeast: 2), Coverage("too many refusals", atLeast: 2),
    Coverage("a desk too many", atLeast: 2), Coverage("older ones go", atLeast: 2),
    Coverage("earlier waits go", atLeast: 2), Coverage("too much unheard", atLeast: 2),
  ]

  static let labels: @Sendable (BoundedCase) -> [String] = { input in
    let label: String? =
      switch input {
      case .indexes(let shelf): shelf.dropped > 0 ? "an index goes" : nil
      case .rules(let shelf): shelf.dropped > 0 ? "rules go" : nil
      case .attempts(let trial): trial.isCrowded ? "too many clients" : nil
      case .refusals(let bursts): RefusalTrial.isFull(bursts) ? "too many refusals" : nil
      case .desk(let steps): DeskTrial.refuses(steps) ? "a desk too many" : nil
      case .newest(let moments): moments.count > ServiceRate.maximumServices ? "older ones go" : nil
      case .waits(let waits): waits.count > TurnWaits.remembered ? "earlier waits go" : nil
      case .unheard(let steps): (try? UnheardTrial.hold(steps)) ?? false ? "too much unheard" : nil
      }
    return [label ?? "within its bounds"]
  }
}
