public import PropertyTesting
public import VoiceCore

/// A tenant's events and the places that they are sent to, each with its own way of answering.
public struct WebhookCase: Equatable, Sendable {
  /// How an endpoint answers.
  public enum Manner: Equatable, Sendable {
    /// Takes everything at once.
    case good
    /// Takes an event at the attempt after so many others, which it answers so.
    case takesAfter(Int, WebhookResult)
    /// Never takes anything, and answers so.
    case refuses(WebhookResult)
    /// Takes everything, but nearly too late.
    case slow
    /// Is slow, and then there is no answer.
    case silent
    /// Takes so many events, then tells that it wants none any more.
    case leaves(after: Int)
  }

  /// A place to which events are sent.
  public struct Receiver: Equatable, Sendable {
    public let manner: Manner
    /// What it wants; nothing for all.
    public let names: Set<String>
  }

  /// Something that happens to a call.
  public struct Step: Equatable, Sendable {
    /// So long after the step before.
    public let after: Duration
    public let facts: [Call.Fact]
  }

  public let receivers: [Receiver]
  /// What happens to each call.
  public let calls: [[Step]]
  /// Which claims, counted from 1, are of somebody who dies before telling what came of it.
  public let deaths: Set<Int>
  /// How often the follower is handed what it was handed before.
  public let repeats: Int
  /// When the first endpoint's secret is rotated.
  public let rotation: Duration?
}

extension WebhookCase.Manner {
  /// Whether an event gets through at once.
  public var isGood: Bool { self == .good }
}

extension Gen where Value == WebhookCase {
  /// One to three endpoints, one to five calls of up to five commits, up to three senders that die.
  public static var webhookCase: Gen {
    gen { source in
      WebhookCase(
        receivers: try source.draw(Gen<[WebhookCase.Receiver]>.array(of: .webhookReceiver, count: 1...3)),
        calls: try source.draw(
          Gen<[[WebhookCase.Step]]>.array(of: .array(of: .webhookStep, count: 1...5), count: 1...5)),
        deaths: Set(try source.draw(Gen<[Int]>.array(of: .int(1...12), count: 0...3))),
        repeats: try source.draw(.int(0...1)),
        rotation: try source.draw(.optional(.duration(in: .zero ... .seconds(20 * 3_600)))))
    }
  }
}

extension Gen where Value == WebhookCase.Receiver {
  fileprivate static var webhookReceiver: Gen {
    zip(
      .webhookManner,
      Gen<[String]>.array(of: .element(of: ["call.started", "call.answered", "queue.entered"]), count: 0...2)
    )
    .map { WebhookCase.Receiver(manner: $0, names: Set($1)) }
  }
}

extension Gen where Value == WebhookCase.Manner {
  fileprivate static var webhookManner: Gen {
    .weighted([
      (3, .just(.good)), (2, zip(Gen<Int>.int(1...9), .webhookTrouble).map { .takesAfter($0, $1) }),
      (1, Gen<WebhookResult>.webhookTrouble.map { .refuses($0) }), (1, .just(.slow)), (1, .just(.silent)),
      (1, Gen<Int>.int(0...3).map { .leaves(after: $0) }),
    ])
  }
}

extension Gen where Value == WebhookResult {
  /// Anything but what gets through and what ends it for good.
  fileprivate static var webhookTrouble: Gen {
    .element(of: [
      .status(500), .status(302), .status(404), .status(199), .status(300), .failed(.timedOut), .failed(.notConnected),
      .failed(.notResolved), .failed(.unreadable), .failed(.addressRefused),
    ])
  }
}

extension Gen where Value == WebhookCase.Step {
  fileprivate static var webhookStep: Gen {
    zip(
      Gen<Duration>.weighted([
        (3, .duration(in: .zero ... .seconds(2))), (1, .duration(in: .zero ... .seconds(30_000))),
      ]),
      Gen<[Call.Fact]>.array(
        of: .element(of: [
          .started, .rang, .answered(at: Timestamp(microseconds: 7)), .queued(Identifier(1)), .challengeMissed,
          .transferFinished(.answered),
        ]), count: 1...3)
    ).map { WebhookCase.Step(after: $0, facts: $1) }
  }
}
