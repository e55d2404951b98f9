/// A value that is a course of events, such as a program of commands: a page of reports draws it as a time line.
public protocol ReportCourse {
  /// The events, those of one actor in their order.
  var reportEvents: [ReportEvent] { get }
}

/// One event of a course.
public struct ReportEvent: Equatable, Sendable {
  /// Its number, as failures name it.
  public let number: Int
  /// Who acts, at the same time as others; `nil` when there is only one.
  public let actor: String?
  /// What is done.
  public let text: String
  /// What is so afterwards; `nil` when nobody knows.
  public let state: String?

  /// An event.
  public init(_ number: Int, actor: String? = nil, _ text: String, state: String? = nil) {
    self.number = number
    self.actor = actor
    self.text = text
    self.state = state
  }
}

extension Program: ReportCourse {
  public var reportEvents: [ReportEvent] {
    var model = machine.initialModel
    return steps.map { step in
      _ = machine.apply(step.command, to: &model)
      return ReportEvent(step.number, CommandText.of(step.command), state: Self.state(model))
    }
  }
}

extension ParallelProgram: ReportCourse {
  public var reportEvents: [ReportEvent] {
    before.reportEvents
      + clients.enumerated().flatMap { number, steps in
        steps.map { ReportEvent($0.number, actor: "client \(number + 1)", CommandText.of($0.command)) }
      }
  }
}

extension Scheduled: ReportCourse {
  /// Those of its input; none when that is no course.
  public var reportEvents: [ReportEvent] { (input as? any ReportCourse)?.reportEvents ?? [] }
}
