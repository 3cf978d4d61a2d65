using System.ComponentModel.DataAnnotations;

namespace Moderation.Api.Hosting;

/// <summary>How this process is reached. Section <c>Api</c>.</summary>
internal sealed class ApiOptions
{
    public const string Section = "Api";

    /// <summary>Address to listen on, unless <c>--urls</c> or <c>ASPNETCORE_URLS</c> names another.</summary>
    [Required, RegularExpression("https?://[^/]+/?", ErrorMessage = "Api:Url must be an address such as http://127.0.0.1:5080")]
    public string Url { get; init; } = "http://127.0.0.1:5080";
}
