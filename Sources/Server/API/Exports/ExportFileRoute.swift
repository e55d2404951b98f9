internal import VoiceCore
internal import Web

/// `GET /v1/exports/{id}/file`: an export's file, for whoever brings a good link (property 45); the link is all that is asked
/// for. It is read part by part as the client takes it.
struct ExportFileRoute: Route {
  let method = Web.Method.get
  let path = "/v1/exports/{id}/file"
  let allowance = RouteAllowance.download
  let operation: Operation? = Operation(
    id: "downloadExport", summary: "The file of an export, by the link that it is shown with",
    parameters: [ResourceAnswers.id("The export.")] + DownloadLinkParameters.all,
    answers: [
      .init(200, "The file: `text/csv`, `application/jsonl` or `application/x-tar`."),
      .init(206, "The part of it that `Range` asks for."),
    ] + DownloadLinkParameters.answers, needsToken: false)

  private let download: DownloadExport

  init(_ download: DownloadExport) { self.download = download }

  func respond(to request: Request) async -> Response {
    do throws(DownloadExport.Failure) {
      let file = try await download.file(at: request.target)
      return Response(
        .ok,
        headers: [
          "Content-Type": file.export.order.format.mediaType,
          "Content-Disposition": "attachment; filename=\"\(file.name)\"", "Cache-Control": "private, no-store",
        ]
      ).ranged(for: request, of: file.manifest.size) { [download] offset in
        // What can't be read breaks the answer off, which the client sees: it is shorter than it was told.
        try? await download.bytes(of: file, from: offset)
      }
    } catch {
      return .unfound(error, request)
    }
  }
}
