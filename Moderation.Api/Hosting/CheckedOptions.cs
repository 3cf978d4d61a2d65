using Microsoft.Extensions.Options;

namespace Moderation.Api.Hosting;

internal static class CheckedOptions
{
    /// <summary>Binds a section, refuses keys it does not know, and checks the values when the host starts.</summary>
    public static OptionsBuilder<TOptions> AddCheckedOptions<TOptions>(this IServiceCollection services, string section)
        where TOptions : class =>
        services.AddOptions<TOptions>()
            .BindConfiguration(section, binder => binder.ErrorOnUnknownConfiguration = true)
            .ValidateDataAnnotations()
            .ValidateOnStart();
}
