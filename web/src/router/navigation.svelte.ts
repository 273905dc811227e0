// Where is the reader now, and how do links move them without reloading?
import { readRoute, type Route } from './route';

class Navigation {
  route = $state.raw<Route>(here());

  /** Opens an address of ours as a new history entry. */
  go(address: string): void {
    history.pushState(null, '', address);
    this.route = here();
    scrollTo(0, 0);
  }

  /** Writes the present place into the address bar, without moving and without a history entry. */
  note(address: string): void {
    history.replaceState(null, '', address);
  }

  /** Listens for links and the back button; returns how to stop. */
  start(): () => void {
    const back = () => (this.route = here());
    addEventListener('popstate', back);
    document.addEventListener('click', this.#follow);
    return () => {
      removeEventListener('popstate', back);
      document.removeEventListener('click', this.#follow);
    };
  }

  #follow = (event: MouseEvent): void => {
    const modified = event.ctrlKey || event.metaKey || event.shiftKey || event.altKey;
    if (event.defaultPrevented || event.button !== 0 || modified) return;
    const link = (event.target as Element).closest('a');
    if (!link || link.target || link.hasAttribute('download')) return;
    const url = new URL(link.href);
    if (url.origin !== location.origin || url.pathname.startsWith('/api/')) return;
    // A link within the page, such as "skip to content", is the browser's own business.
    if (url.hash && url.pathname === location.pathname) return;
    event.preventDefault();
    this.go(url.pathname + url.search);
  };
}

function here(): Route {
  return readRoute(location.pathname, location.search);
}

export const navigation = new Navigation();
