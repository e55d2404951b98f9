public import MediaBridge
public import NIOCore
public import VoiceCore

/// The receptionist that needs no key and no network: a spoken menu made from the tenant's knowledge and departments, chosen
/// by key. Recognition of speech isn't available yet.
public struct OfflineReceptionist: VoiceAI {
  private let synthesizer: any SpeechSynthesizer

  /// A receptionist that speaks with this voice.
  public init(synthesizer: any SpeechSynthesizer) { self.synthesizer = synthesizer }

  public func join(
    _ brief: ReceptionistBrief, at place: any EventLoop, tell: @escaping @Sendable (ReceptionistEvent) -> Void
  ) async throws(VoiceAIFailure) -> ReceptionistSeat<NIOLoopBound<any ReceptionistLeg>> {
    let menu = KeyMenu(brief)
    let script: MenuScript
    do throws(SpeechFailure) {
      script = try await MenuScript(for: brief, menu, by: synthesizer)
    } catch {
      throw error == .notInstalled ? .notAvailable : .unreachable
    }
    let dialogue = MenuDialogue(menu: menu, script: script, attemptsSoFar: brief.attemptsSoFar)
    let seat: NIOLoopBound<OfflineReceptionistLeg>
    do {
      seat = try await place.submit {
        NIOLoopBound(OfflineReceptionistLeg(dialogue, on: place, tell: tell), eventLoop: place)
      }.get()
    } catch {
      throw .unreachable
    }
    let leg = try await Self.erased(seat, on: place)
    return ReceptionistSeat(leg: leg) { directive in
      place.execute { seat.value.directed(directive) }
    }
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
