internal import VoiceCore
internal import Web

/// Which page of a list is asked for; cursors are names of what was shown last.
struct PageQuery<Subject>: Sendable {
  let limit: Int
  let cursor: Identifier<Subject>?

  init(_ query: Query) throws(APIFault) {
    do throws(Query.Fault) {
      limit = try query.number("limit", in: 1...ReadScreening.maximumPage, else: ListCallsRoute.standardPage)
      if let text = query.text("cursor") {
        guard let name = Identifier<Subject>(text) else {
          throw Query.Fault("Not a cursor of this list.", field: "cursor")
        }
        cursor = name
      } else {
        cursor = nil
      }
    } catch {
      throw .problem(error.problem)
    }
  }
}

/// What the routes of a resource answer, beside what each has of its own.
enum ResourceAnswers {
  static let written: [Operation.Answer] = [
    .init(400, "A field is missing, unknown or of another type."), .init(415, "The body isn't JSON."),
    .init(422, "A field is not acceptable; the problem names it, its place and the remedy."),
  ]
  static let full = Operation.Answer(409, "The tenant has as many as it may have.")
  static let paged = Operation.Answer(400, "A parameter is wrong or unknown.")
  static let missing: [Operation.Answer] = [.init(400, "A parameter is unknown."), .init(404, "No such thing.")]
  static func id(_ what: String) -> Operation.Parameter {
    Operation.Parameter("id", in: .path, what, schema: APIRoutes.idSchema)
  }
}
