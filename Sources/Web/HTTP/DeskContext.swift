package import Hummingbird
import Logging
import NIOCore

/// What a request carries with it. A value: nothing of one request is seen by another.
package struct DeskContext: RequestContext {
    package var coreContext: CoreRequestContextStorage
    /// What is noted of the request while it is served.
    package let trace: RequestTrace
    /// The connection that the request came by.
    let channel: any NIOCore.Channel

    package init(source: Source) {
        coreContext = CoreRequestContextStorage(source: source)
        channel = source.channel
        trace = RequestTrace(id: source.logger[metadataKey: "hb.request.id"]?.description ?? "")
    }

    package var maxUploadSize: Int { Body.largest }
}
