import Markdown from "react-markdown";
import rehypeSanitize from "rehype-sanitize";
import remarkGfm from "remark-gfm";

/** Written text with Markdown, rendered on the server; HTML in it stays text, pictures from elsewhere are left out. */
export function RichText({ text }: { text: string }) {
  return (
    <div className="prose richtext">
      <Markdown
        remarkPlugins={[remarkGfm]}
        rehypePlugins={[rehypeSanitize]}
        disallowedElements={["img"]}
        components={{
          a: ({ href, children }) => (
            <a className="link" href={href} rel="noopener noreferrer" target="_blank">
              {children}
            </a>
          ),
        }}
      >
        {text}
      </Markdown>
    </div>
  );
}
