public import MediaBridge
public import NIOCore
public import VoiceCore

/// The receptionist that needs no key and no network: a spoken menu made from the tenant's knowledge and departments, chosen
/// by key, and by words where a recogniser is given that understands the call's language.
public struct OfflineReceptionist: VoiceAI {
  private let synthesizer: any SpeechSynthesizer
  private let recognizer: (any SpeechRecognizer)?
  private let unspoken: @Sendable ([KnowledgeEntry.ID], [Department.ID]) -> Void

  /// A receptionist that speaks with this voice.
  ///
  /// - Parameters:
  ///   - recognizer: understands English; `nil` leaves the keys.
  ///   - unspoken: told, for each call, the entries and departments that can be had by key alone, since a word of theirs has no
  ///     pronunciation or another has the same words.
  public init(
    synthesizer: any SpeechSynthesizer, recognizer: (any SpeechRecognizer)? = nil,
    unspoken: @escaping @Sendable ([KnowledgeEntry.ID], [Department.ID]) -> Void = { _, _ in }
  ) {
    self.synthesizer = synthesizer
    self.recognizer = recognizer
    self.unspoken = unspoken
  }

  public func join(
    _ brief: ReceptionistBrief, at place: any EventLoop, tell: @escaping @Sendable (ReceptionistEvent) -> Void
  ) async throws(VoiceAIFailure) -> ReceptionistSeat<NIOLoopBound<any ReceptionistLeg>> {
    let menu = KeyMenu(brief)
    let recognizer = brief.language.primary == Language.english.primary ? recognizer : nil
    let choices = recognizer.map { SpokenGrammar(of: menu, knows: $0.knows) }
    if let keys = choices?.unspoken(of: menu), !keys.isEmpty { tellUnspoken(keys, of: menu) }
    let script: MenuScript
    do throws(SpeechFailure) {
      script = try await MenuScript(for: brief, menu, hearing: recognizer != nil, by: synthesizer)
    } catch {
      throw error == .notInstalled ? .notAvailable : .unreachable
    }
    let dialogue = MenuDialogue(menu: menu, script: script, attemptsSoFar: brief.attemptsSoFar)
    let seat: NIOLoopBound<OfflineReceptionistLeg>
    do {
      seat = try await place.submit {
        let ears = recognizer.flatMap { recognizer in
          choices.map {
            CallEars(recognizer, choices: $0, confirmation: .confirmation(knows: recognizer.knows))
          }
        }
        return NIOLoopBound(OfflineReceptionistLeg(dialogue, ears: ears, on: place, tell: tell), eventLoop: place)
      }.get()
    } catch {
      throw .unreachable
    }
    let leg = try await Self.erased(seat, on: place)
    return ReceptionistSeat(leg: leg) { directive in
      place.execute { seat.value.directed(directive) }
    }
  }

  private func tellUnspoken(_ keys: [DialKey], of menu: KeyMenu) {
    var entries: [KnowledgeEntry.ID] = []
    var departments: [Department.ID] = []
    for key in keys {
      switch menu.choice(for: key) {
      case .entry(let entry): entries.append(entry.id)
      case .department(let department): departments.append(department.id)
      case .person, .again, nil: break
      }
    }
    unspoken(entries, departments)
  }

  private static func erased(
    _ seat: NIOLoopBound<OfflineReceptionistLeg>, on place: any EventLoop
  ) async throws(VoiceAIFailure) -> NIOLoopBound<any ReceptionistLeg> {
    do {
      return try await place.submit { NIOLoopBound(seat.value as any ReceptionistLeg, eventLoop: place) }.get()
    } catch {
      throw .unreachable
    }
  }
}
