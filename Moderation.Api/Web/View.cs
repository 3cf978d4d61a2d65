using Microsoft.AspNetCore.Components;

namespace Moderation.Api.Web;

/// <summary>What every component of the console knows. Components draw what they are given: endpoints read it.</summary>
public abstract class View : ComponentBase
{
    [Inject]
    private protected PageScope Page { get; set; } = null!;

    private protected Words T => Page.Words;

    /// <summary>What a form sends besides its fields. An attribute of several parts has its quotes written twice over, so it is made in one.</summary>
    private protected static string Json(object value) => System.Text.Json.JsonSerializer.Serialize(value);
}
