using System.Net;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Moderation.Api.Hosting;

/// <summary>There is no access control yet, so nothing outside this machine may reach the endpoints.</summary>
internal static class LoopbackOnly
{
    public static void AddListening(this WebApplicationBuilder builder)
    {
        builder.Services.AddCheckedOptions<ApiOptions>(ApiOptions.Section);
        if (string.IsNullOrEmpty(builder.Configuration["urls"]))
            builder.WebHost.UseUrls(builder.Configuration.GetSection(ApiOptions.Section)["Url"] ?? new ApiOptions().Url);
        builder.WebHost.ConfigureKestrel(Apply);
    }

    /// <summary>Checks every endpoint before it is bound, wherever it was configured: option, command line, environment or Kestrel's own section.</summary>
    private static void Apply(KestrelServerOptions kestrel) => kestrel.ConfigureEndpointDefaults(endpoint =>
    {
        if (endpoint.IPEndPoint is { } address && !IPAddress.IsLoopback(address.Address))
        {
            throw new StartRefusedException(
                $"{address} is not a loopback address. The API has no access control yet and shows reports about people, "
                + "so it only listens on this machine: use http://127.0.0.1:PORT (Api:Url, --urls or ASPNETCORE_URLS)");
        }
    });
}
