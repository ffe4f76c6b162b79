import { Component, type ErrorInfo, type ReactNode } from "react";
import { i18n } from "../i18n/index";
import { Button } from "./Button";
import css from "./ErrorBoundary.module.css";

/** In place of a part that broke: says so, and keeps the rest of the page alive. Every edit is already kept. */
export class ErrorBoundary extends Component<{ children: ReactNode }, { broken: boolean }> {
  override state = { broken: false };

  static getDerivedStateFromError(): { broken: boolean } {
    return { broken: true };
  }

  override componentDidCatch(error: Error, info: ErrorInfo): void {
    console.error(error, info.componentStack);
  }

  override render(): ReactNode {
    if (!this.state.broken) return this.props.children;
    return (
      <div className={css.crash} role="alert">
        <h2>{i18n.t("editor:crash.title")}</h2>
        <p>{i18n.t("editor:crash.text")}</p>
        <Button onClick={() => this.setState({ broken: false })}>{i18n.t("editor:crash.again")}</Button>
        <Button onClick={() => location.reload()}>{i18n.t("editor:crash.reload")}</Button>
      </div>
    );
  }
}
