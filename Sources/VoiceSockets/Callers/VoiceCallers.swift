public import Logging
public import MediaBridge
public import NIOCore
public import VoiceCore

/// Callers at browsers and apps: has each one's call answered, brings their leg to it, and does what a carrier would do for the call
/// when the leg is over. `run()` is the parent of every such call, so that none outlives it.
public final class VoiceCallers: Sendable {
  /// How many sockets may wait for their call to be taken up.
  public static let maximumWaiting = 256
  /// How often it is looked whether somebody ended a call, or sent it elsewhere, at another node.
  public static let lookPause: Duration = .seconds(5)

  /// What they need of the rest.
  public struct Means: Sendable {
    let answer: AnswerApp
    let end: EndAppCall
    let ids: IDSource
    let time: any TimeSource
    let chance: Chance
    let legs: AppLegs
    let eventLoops: any EventLoopGroup
    let address: NodeAddress?
    let arrive: @Sendable (CallerArrival) -> Bool

    /// Means.
    /// - Parameters:
    ///   - legs: Where others find the legs by their names.
    ///   - eventLoops: Where the legs live.
    ///   - address: Where this node is reached by who resumes a call; where callers came when `nil`.
    ///   - arrive: Hands over a leg that wants to be joined to its call; `false` when it isn't taken.
    public init(
      answer: AnswerApp, end: EndAppCall, ids: IDSource, time: any TimeSource, chance: Chance, legs: AppLegs,
      eventLoops: any EventLoopGroup, address: NodeAddress? = nil, arrive: @escaping @Sendable (CallerArrival) -> Bool
    ) {
      self.answer = answer
      self.end = end
      self.ids = ids
      self.time = time
      self.chance = chance
      self.legs = legs
      self.eventLoops = eventLoops
      self.address = address
      self.arrive = arrive
    }
  }

  /// A caller whose call is to be looked after, and how its leg will end.
  struct Life: Sendable {
    let caller: NIOLoopBound<VoiceCaller>
    let place: CallPlace
    let ends: AsyncStream<EndAppCall.Cause>

    func onLoop(_ body: @escaping @Sendable (VoiceCaller) -> Void) {
      caller.eventLoop.execute { [caller] in body(caller.value) }
    }
  }

  private let means: Means
  private let log: Logger
  private let lives: AsyncStream<Life>
  private let door: AsyncStream<Life>.Continuation

  /// No callers yet.
  public init(_ means: Means, log: Logger) {
    self.means = means
    self.log = log
    (lives, door) = AsyncStream.makeStream(bufferingPolicy: .bufferingOldest(Self.maximumWaiting))
  }

  /// Where a call is resumed: at this node, whichever one a client would come to by itself.
  var socketURL: String? { means.address?.socket("/v1/voice") }

  /// Where a new caller's leg lives.
  func nextLoop() -> any EventLoop { means.eventLoops.next() }

  /// The name of a call that is yet to begin.
  func newCall() -> Call.ID { means.ids() }

  /// `false` when too many wait, or no more are taken.
  func take(_ life: Life) -> Bool { if case .enqueued = door.yield(life) { true } else { false } }

  /// Takes no further caller. Twice is once.
  public func close() { door.finish() }

  /// Looks after the callers until `close` and until the last of their calls is over; cancelling ends them at once.
  public func run() async {
    await withDiscardingTaskGroup { group in
      for await life in lives { group.addTask { await self.lead(life) } }
    }
  }

  private func lead(_ life: Life) async {
    let log = log.about(life.place)
    let token: String
    do throws(AnswerApp.Failure) {
      token = try await means.answer(life.place)
    } catch {
      log.notice("a call from an app isn't answered", metadata: ["reason": "\(error)"])
      // Whether it was begun isn't known then.
      if case .store = error { _ = await conclude(life, .left, log) }
      return life.onLoop { $0.close(VoiceFault(error)) }
    }
    log.info("a call from an app is answered")
    let name = CarrierCallID.app(for: life.place.call)
    means.legs.add(life.caller, as: name)
    life.onLoop { [means] caller in
      let leg = NIOLoopBound<any CallerLeg>(caller, eventLoop: caller.eventLoop)
      caller.answered { means.arrive(CallerArrival(token: token, carrierCall: name.text, leg: leg)) }
    }
    let cause = await end(of: life)
    means.legs.remove(name)
    let outcome = await conclude(life, cause, log)
    life.onLoop { caller in
      if case .personWanted(let reason, let number) = outcome {
        caller.tell(VoiceMessage.transferUnavailable(reason, telephone: number))
      }
      caller.close(VoiceFault(outcome))
    }
  }

  /// How the leg ends; it is closed when the call is over without it.
  private func end(of life: Life) async -> EndAppCall.Cause {
    await withTaskGroup(of: EndAppCall.Cause?.self) { group in
      group.addTask {
        for await cause in life.ends { return cause }
        return .lost
      }
      group.addTask { [means] in
        while true {
          do { try await means.time.sleep(for: Self.lookPause) } catch { return nil }
          // While the store is away the call goes on.
          if (try? await means.end.isDue(life.place)) == true { life.onLoop { $0.leave(.finished) } }
        }
      }
      for await case let cause? in group {
        group.cancelAll()
        return cause
      }
      return .lost
    }
  }

  /// `nil` when it couldn't be stored: whoever looks for calls that nobody has ends it later.
  private func conclude(_ life: Life, _ cause: EndAppCall.Cause, _ log: Logger) async -> EndAppCall.Outcome? {
    let trying = Retrying(.serviceCall, time: means.time, chance: means.chance)
    do throws(StoreFailure) {
      return try await trying(while: { $0 == .unavailable || $0 == .conflict }) { () async throws(StoreFailure) in
        try await means.end(life.place, because: cause)
      }
    } catch {
      if error == .notFound { return .over }
      log.error("the end of a call from an app isn't stored", metadata: ["reason": "\(error)"])
      return nil
    }
  }
}

extension VoiceFault {
  fileprivate init(_ failure: AnswerApp.Failure) {
    switch failure {
    case .noLine: self = .noLine
    case .turnedAway: self = .turnedAway
    case .busy, .store: self = .departed(.unavailable)
    }
  }

  fileprivate init(_ outcome: EndAppCall.Outcome?) {
    switch outcome {
    case .over: self = .departed(.callOver)
    case .personWanted: self = .transferUnavailable
    case .broken, nil: self = .departed(.unavailable)
    }
  }
}
