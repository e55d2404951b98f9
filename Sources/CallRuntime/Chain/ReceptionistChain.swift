public import Logging
public import MediaBridge
public import NIOCore
public import VoiceCore

/// Several voice AIs that stand in for each other, in their order (property 5): who can't be had, or doesn't answer a caller in time, makes
/// room for the next. Each is behind the gate of its provider, so that one that is down isn't asked by every call.
public struct ReceptionistChain: VoiceAI {
  /// One of them.
  public struct Member: Sendable {
    let name: String
    let voiceAI: RuntimeVoiceAI
    let gate: ServiceGate
    let hearsSpeech: Bool

    /// - Parameter name: for log lines.
    /// - Parameter hearsSpeech: whether it understands speech; otherwise only keys are owed an answer while it is its turn.
    public init(_ name: String, _ voiceAI: RuntimeVoiceAI, gate: ServiceGate, hearsSpeech: Bool) {
      self.name = name
      self.voiceAI = voiceAI
      self.gate = gate
      self.hearsSpeech = hearsSpeech
    }
  }

  /// How long things may take.
  public struct Limits: Sendable {
    public var answering = AnswerWatch.Rule()
    /// How long a member that isn't the last may take to join a call that begins.
    public var join: TimeAmount = .seconds(2)

    /// The default limits.
    public init() {}
  }

  let members: [Member]
  private let prompts: Prompts
  private let limits: Limits
  private let log: Logger

  /// A chain of these members, of which there is at least one.
  public init(_ members: [Member], prompts: Prompts, limits: Limits = Limits(), log: Logger) {
    precondition(!members.isEmpty, "a chain has a member")
    self.members = members
    self.prompts = prompts
    self.limits = limits
    self.log = log
  }

  /// Joins the first who can be had.
  /// - Throws: what the last one threw.
  public func join(
    _ brief: ReceptionistBrief, at place: any EventLoop, tell: @escaping @Sendable (ReceptionistEvent) -> Void
  ) async throws(VoiceAIFailure) -> ReceptionistSeat<NIOLoopBound<any ReceptionistLeg>> {
    prompts.prepare(in: brief.spoken.ofPrompts)
    let leg = try await onLoop(place) { NIOLoopBound(makeLeg(for: brief, at: place, tell: tell), eventLoop: place) }
    var failure = VoiceAIFailure.unreachable
    for index in members.indices {
      do throws(VoiceAIFailure) {
        let seated = try await seat(index, brief, at: place, for: leg, within: limits.join)
        return try await onLoop(place) {
          leg.value.begin(with: seated)
          return ReceptionistSeat(leg: NIOLoopBound(leg.value as any ReceptionistLeg, eventLoop: place)) { directive in
            place.execute { leg.value.directed(directive) }
          }
        }
      } catch {
        failure = error
        log.notice("a voice AI can't be had", metadata: ["name": "\(members[index].name)", "reason": "\(error)"])
        if Task.isCancelled { break }
      }
    }
    throw failure
  }

  private func makeLeg(
    for brief: ReceptionistBrief, at place: any EventLoop, tell: @escaping @Sendable (ReceptionistEvent) -> Void
  ) -> ChainLeg {
    ChainLeg(
      brief, members: members.map { .init(name: $0.name, hearsSpeech: $0.hearsSpeech) }, prompts: prompts,
      rule: limits.answering, on: place, log: log, tell: tell
    ) { index, brief, leg in
      // Like that for a second socket the task has no parent, since nobody waits where it begins. It ends by itself when the member
      // has joined or not, which members bound; one that comes too late is sent away.
      let bound = NIOLoopBound(leg, eventLoop: place)
      let task = Task {
        do throws(VoiceAIFailure) {
          let seated = try await seat(index, brief, at: place, for: bound, within: nil)
          place.execute { bound.value.seated(seated) }
        } catch {
          place.execute { bound.value.missing(index) }
        }
      }
      return { task.cancel() }
    }
  }

  /// One member, if the gate of its provider is open, and within the time if it isn't the last one.
  private func seat(
    _ index: Int, _ brief: ReceptionistBrief, at place: any EventLoop, for leg: NIOLoopBound<ChainLeg>,
    within limit: TimeAmount?
  ) async throws(VoiceAIFailure) -> ChainLeg.Seated {
    let member = members[index]
    guard let permit = member.gate.admit() else { throw .unreachable }
    let alarm = index < members.count - 1 ? limit : nil
    let joining = Task {
      try await member.voiceAI.join(brief, at: place) { event in leg.perform(on: place) { $0.told(event, by: index) } }
    }
    let timer = alarm.map { place.scheduleTask(in: $0) { joining.cancel() } }
    let outcome = await withTaskCancellationHandler {
      await joining.result
    } onCancel: {
      joining.cancel()
    }
    timer?.cancel()
    switch outcome {
    case .success(let seat):
      return ChainLeg.Seated(index: index, seat: seat) { member.gate.tell(permit, $0) }
    case .failure(let error):
      member.gate.tell(permit, Task.isCancelled ? .abandoned : .failed)
      throw error as? VoiceAIFailure ?? .unreachable
    }
  }

  private func onLoop<Value: Sendable>(
    _ place: any EventLoop, _ body: @escaping @Sendable () -> Value
  ) async throws(VoiceAIFailure) -> Value {
    do {
      return try await place.submit(body).get()
    } catch {
      throw .unreachable
    }
  }
}

extension NIOLoopBound<ChainLeg> {
  /// Does it with the leg: at once on its loop, else as soon as it can.
  fileprivate func perform(on loop: any EventLoop, _ body: @escaping @Sendable (ChainLeg) -> Void) {
    if loop.inEventLoop { body(value) } else { loop.execute { body(value) } }
  }
}
